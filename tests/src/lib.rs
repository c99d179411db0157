//! Helpers shared by the behaviour tests.

pub mod live;
pub mod quickstart;
