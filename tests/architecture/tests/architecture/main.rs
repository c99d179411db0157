//! What `ARCHITECTURE.md` says of the structure of the crates holds.

mod circles;
mod layers;
mod repository;
