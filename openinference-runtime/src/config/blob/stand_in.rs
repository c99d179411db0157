//! What stands for an image that is too long, until the span ends.

use super::pending_images;
use crate::config::{REDACTED, TraceConfig};

impl TraceConfig {
    /// What stands for an image that is too long, until the span ends.
    pub(crate) fn image_stand_in(&self, data_url: &str) -> String {
        pending_images::intern(data_url).unwrap_or_else(|| REDACTED.to_owned())
    }

    pub(crate) fn uploads(&self) -> bool {
        self.upload_queue.is_some()
    }
}
