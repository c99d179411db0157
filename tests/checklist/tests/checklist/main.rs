//! The checklist of what attributes on functions have to stand: every case a test, named after its rule, in the editions
//! 2024 and 2021 (the crate `checklist-2021` has these very files). `cases.tsv` says which test holds which case.
#![deny(warnings)]
#![allow(
    clippy::all,
    reason = "functions as users write them, tidy or not; the crate `lints` is about lints"
)]
#![allow(missing_docs, unreachable_pub, reason = "they are cases, not an interface")]

mod attributes;
mod flow;
mod hygiene;
mod manifest;
mod semantics;
mod shapes;
