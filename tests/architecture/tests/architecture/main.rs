//! What `ARCHITECTURE.md` says of the structure of the crates holds.

mod circles;
mod document;
mod feature_cfgs;
mod layers;
mod module_files;
mod recipes;
mod repository;
mod type_names;
