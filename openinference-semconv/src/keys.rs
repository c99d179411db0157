//! The keys of the span macros.
