//! The kind of span that a macro is for.

use openinference_semconv::SpanKind;

/// One of the span macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What it writes.
    pub(crate) span: SpanKind,
    /// How the macro is called.
    pub(crate) attribute: &'static str,
}

impl Kind {
    /// The macro for a kind of span, if there is one.
    pub(crate) fn of(span: SpanKind) -> Option<Self> {
        Some(Self { span, attribute: span.macro_name()? })
    }

    /// Every span macro.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        SpanKind::ALL.iter().copied().filter_map(Self::of)
    }

    /// The macro that a path in an attribute names, by its last segment.
    pub(crate) fn of_path(path: &syn::Path) -> Option<Self> {
        let last = path.segments.last()?;
        Self::all().find(|kind| last.ident == kind.attribute)
    }
}
