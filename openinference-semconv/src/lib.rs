//! The OpenInference semantic conventions.
