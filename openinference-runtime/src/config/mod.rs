//! What is hidden, cut and redacted.
