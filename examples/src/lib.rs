//! Runnable examples; each folder beside `src` is one.
