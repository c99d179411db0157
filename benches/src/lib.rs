//! What spans cost: the calls that are measured, the same by hand, and how they are measured.
//!
//! `cargo xtask bench` builds this, and `benches/peers` with other crates beside it, runs each of the [`scenes`] in a process
//! of its own and makes one table of them.

pub mod calls;
pub mod measure;
pub mod run;
pub mod scenes;
pub mod sink;
