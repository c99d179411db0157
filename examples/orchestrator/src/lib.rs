//! An orchestrator: it plans a project into tasks, asks several models for each, checks what they say against policies and
//! remedies what does not hold, within a budget.
//!
//! Nothing in here asks whether telemetry is on, or compiled in.

pub mod cli;
pub mod model;
mod plan;
pub mod policy;
mod project;
mod remedy;
mod task;
mod text;

pub use crate::project::{Report, run_project};
