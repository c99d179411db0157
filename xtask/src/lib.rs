//! What the tasks and the live tests share: where the workspace is, and how a Phoenix is installed and run.

pub mod phoenix;
pub mod workspace;
