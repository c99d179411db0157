//! Helpers shared by the behaviour tests.

pub mod exported;
pub mod litellm;
pub mod quickstart;
pub mod sink;

pub use xtask::live;
