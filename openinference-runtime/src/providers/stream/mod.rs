//! What streams have in common: values that grow, within a budget, and become a response.

mod assembled;
mod calls;
mod complete;
mod fields;
mod fragments;
mod growing;
mod indexed;
mod reader;

pub(super) use self::assembled::{Assembled, ResponseBuilder};
pub(super) use self::complete::Completeness;
pub(crate) use self::fragments::Fragments;
pub(super) use self::fragments::{Budget, PAYLOAD_LIMITS};
pub(super) use self::growing::Growing;
pub(crate) use self::indexed::Indexed;
pub(crate) use self::reader::StreamReader;
pub(super) use self::reader::read_value;
