//! What the example systems share: a model server that says what a script tells it, the choice between it and a real
//! one, and how the processes of a system start and stop.

pub mod endpoint;
pub mod script;
pub mod scripted;
pub mod service;

pub use crate::script::Script;
