//! The table, the enumerations and the functions over them, against the specification and the reference's package.

mod data;
mod enumerations;
mod infer;
mod lookup;
mod nearest;
mod package;
mod providers;
mod specification;
mod table;
