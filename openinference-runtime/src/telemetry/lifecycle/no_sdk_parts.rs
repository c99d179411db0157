//! Without the SDK there are no parts of it.

/// Nothing.
#[derive(Default)]
pub(crate) struct SdkParts;

impl SdkParts {
    pub(super) fn is_empty(&self) -> bool {
        true
    }
}
