//! `cargo xtask bench`: what spans cost, against other ways to make them.

mod clean_check;
mod date;
mod document;
mod growth;
mod instructions;
mod plot;
mod programs;
mod report;
mod run;
mod table;

pub(crate) use self::run::{Options, run};
