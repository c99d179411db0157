//! Why a value could not be recorded.

/// Why a value could not be recorded. The call it belongs to is never affected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The value's `Serialize` or `Debug` implementation returned an error.
    #[error("the value's own implementation failed: {0}")]
    Failed(String),
    /// The value's `Serialize` or `Debug` implementation panicked.
    #[error("the value's own implementation panicked: {0}")]
    Panicked(String),
}

/// What a panic said, where it said it in words.
pub(super) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned())
}
