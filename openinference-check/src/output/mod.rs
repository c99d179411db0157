//! The report, in each of its formats.

mod json;
mod junit;
mod outcome;
mod sarif;
mod text;
mod write;

pub use self::outcome::Outcome;
pub use self::write::write;
