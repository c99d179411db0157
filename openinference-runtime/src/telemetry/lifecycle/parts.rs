//! What is given in code and is no plain data.

use std::io::Write;

use super::sdk_parts::SdkParts;

/// Things that cannot be compared: two set-ups with any of them are never the same.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) sdk: SdkParts,
    pub(crate) console_writer: Option<Box<dyn Write + Send>>,
}

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        self.sdk.is_empty() && self.console_writer.is_none()
    }
}
