//! The name of a field that is part of the program.

use super::plain::is_plain;
use super::tape_node::Names;

/// A name with what is known of it, so that it need not be looked at again where it stands in many objects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldName {
    pub(super) text: &'static str,
    pub(super) is_plain: bool,
    pub(super) names: Names,
}

impl FieldName {
    #[inline]
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text, is_plain: is_plain(text), names: Names::of(text) }
    }

    #[inline]
    pub(crate) fn text(&self) -> &'static str {
        self.text
    }
}
