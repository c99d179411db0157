//! `cargo xtask live`: live tests side by side, each in a process of its own. So all that fail are named, each has its time,
//! and none passes that has not run.

mod machine;
mod program;
mod report;
mod run;
mod skipped;

pub use self::{
    machine::Machine,
    report::{Report, Verdict},
    run::run,
    skipped::SkippedTests,
};
