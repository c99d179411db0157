//! The rules, one function each, with the rule above it. They only look; what they find goes to the errors.

mod attributes;
mod check;
mod definition;
mod effect;
pub(crate) mod item;
mod parameters;

pub(crate) use self::check::{check, check_args};
