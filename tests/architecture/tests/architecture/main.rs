//! The structure of the published crates.

mod circles;
mod repository;
