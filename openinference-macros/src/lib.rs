//! Attribute macros that write OpenInference spans.
