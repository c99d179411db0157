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
