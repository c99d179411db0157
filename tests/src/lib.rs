//! Helpers shared by the behaviour tests.

pub mod exported;
pub mod live;
pub mod quickstart;
