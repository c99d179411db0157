//! Without the feature `schema` nothing is declared of a tool's arguments.

use crate::attributes::Attributes;

/// Never made.
#[derive(Debug)]
pub enum Arguments {}

pub(crate) fn write_schema(_: fn(&mut Arguments), _: &mut Attributes<'_>) {}
