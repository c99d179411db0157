//! Annotated code where spans are left out at compile time.
