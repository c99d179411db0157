//! Helpers shared by the behaviour tests.

pub mod answers;
pub mod exported;
pub mod litellm;
pub mod members;
pub mod own_program;
pub mod payloads;
pub mod providers;
pub mod quickstart;
pub mod reference;
pub mod scripted;
pub mod sink;

pub use xtask::live;
