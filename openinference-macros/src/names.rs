//! Every identifier of our own in generated code.
//!
//! They resolve at the macro (`mixed_site`), so that user code can neither name nor shadow them as variables; the
//! prefix keeps them apart from constants, which a pattern would match instead of being shadowed by it.

use proc_macro2::{Ident, Span};

/// The attribute's place, with the hygiene of the macro.
pub(crate) fn site() -> Span {
    Span::mixed_site()
}

/// `at`, with the hygiene of the macro: generated code has the edition of the macro's crate, its lints are those of
/// foreign code, and its errors point at `at`.
pub(crate) fn at(at: Span) -> Span {
    Span::mixed_site().located_at(at)
}

/// The same identifier, where errors shall point.
pub(crate) fn moved(mut name: Ident, at: Span) -> Ident {
    name.set_span(name.span().located_at(at));
    name
}

macro_rules! names {
    ($($(#[$doc:meta])* $function:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $function() -> Ident {
            Ident::new(concat!("__openinference_", $name), Span::mixed_site())
        }
    )*};
}

names! {
    /// `&mut Start`.
    start = "start";
    /// `&mut ValueSink`.
    sink = "sink";
    /// What the function's body returned, by value.
    value = "value";
    /// The span in progress, by value.
    span = "span";
    /// What was returned or yielded, by reference.
    result = "result";
    /// `&mut Outcome`.
    outcome = "outcome";
    /// What `Ok` holds, or the plain value, by reference.
    success = "success";
    /// What `Err` holds.
    failure = "failure";
    /// `&mut Arguments`.
    arguments = "arguments";
    /// Method: the JSON schema of a type.
    schema = "schema";
    /// What collects the fields of an own type.
    to = "to";
    /// `&TraceConfig`.
    config = "config";
    /// Method: what a field is.
    read = "read";
    /// Method: how a value is recorded.
    capture = "capture";
    /// Method: the split of a `Result`.
    outcome_of = "outcome";
    /// Method: what an error says.
    error_of = "error";
    /// Method: how a call finishes.
    completion = "way";
}
