//! E50 to E59: generated code means what it means, whatever the user's names mean.

mod arguments;
mod constants;
mod crate_path;
mod editions;
mod macro_rules;
mod no_prelude;
mod raw_identifiers;
mod shadowed_macros;
mod shadowed_modules;
mod shadowed_types;
