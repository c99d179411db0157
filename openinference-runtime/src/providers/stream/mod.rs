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
pub(super) use self::fragments::PAYLOAD_LIMITS;
pub(crate) use self::fragments::{Budget, Fragments};
pub(super) use self::growing::Growing;
pub(crate) use self::indexed::Indexed;
pub(crate) use self::reader::StreamReader;
pub(super) use self::reader::read_value;
