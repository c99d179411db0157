//! `cargo xtask bench`: what spans cost, against other ways to make them.

mod programs;
mod report;
mod run;
mod table;

pub(crate) use self::run::run;
