//! What is hidden, cut and redacted.

/// What may be said.
#[derive(Clone, Debug, Default)]
pub struct TraceConfig {
    _private: (),
}

/// How much of the content is captured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Capture {
    /// Everything that the masking variables allow.
    #[default]
    All,
    /// Structure without content.
    Structure,
    /// No inputs, outputs and messages at all.
    Nothing,
}
