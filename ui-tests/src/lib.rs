//! Compile-pass and compile-fail cases; see `tests/`.
