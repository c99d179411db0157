//! What is known of an annotated function before the program runs.

use crate::opentelemetry::trace::SpanKind as OtelKind;

use crate::semconv::SpanKind;
use crate::span::SpanEnd;
use crate::tool::Arguments;

/// The plain data of an annotated function; generated code names one as an inline constant.
#[derive(Clone, Debug)]
pub struct Callsite {
    pub(crate) kind: SpanKind,
    pub(crate) function: &'static str,
    pub(crate) parameters: &'static [&'static str],
    pub(crate) name: Option<&'static str>,
    pub(crate) description: Option<&'static str>,
    pub(crate) otel_kind: OtelKind,
    pub(crate) cancellation_is_not_error: bool,
    /// Whether the call runs in a Context of its own, also where it has no span.
    pub(crate) changes_context: bool,
    /// Whether links are computed from the arguments, which a sampler may have to know.
    pub(crate) has_links: bool,
    /// Whether attributes may be said before the parent is.
    pub(crate) context_is_last: bool,
    pub(crate) whole: bool,
    pub(crate) result_keys: &'static [&'static str],
    pub(crate) on_end: Option<fn(&SpanEnd<'_>)>,
    pub(crate) arguments: Option<fn(&mut Arguments)>,
}

impl Callsite {
    /// The function's name without its path.
    #[must_use]
    pub const fn new(kind: SpanKind, function: &'static str) -> Self {
        Self {
            kind,
            function,
            parameters: &[],
            name: None,
            description: None,
            otel_kind: OtelKind::Internal,
            cancellation_is_not_error: false,
            changes_context: false,
            has_links: false,
            context_is_last: false,
            whole: false,
            result_keys: &[],
            on_end: None,
            arguments: None,
        }
    }

    /// The names of the recorded arguments, by index.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [&'static str]) -> Self {
        self.parameters = parameters;
        self
    }

    /// The span's name, when it is a literal.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// What the function is for: its doc comment, or the key of that name.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        self.description = Some(description);
        self
    }

    /// The OpenTelemetry kind; internal unless said otherwise.
    #[must_use]
    pub const fn otel_kind(mut self, kind: OtelKind) -> Self {
        self.otel_kind = kind;
        self
    }

    /// Links are computed from the arguments.
    #[must_use]
    pub const fn has_links(mut self) -> Self {
        self.has_links = true;
        self
    }

    /// A cancelled call is no error: one of several that race for the same answer.
    #[must_use]
    pub const fn cancellation_is_not_error(mut self) -> Self {
        self.cancellation_is_not_error = true;
        self
    }

    /// A parent, a session, a user, metadata or tags are computed from the arguments: they are there for everything below,
    /// also where there is no span.
    #[must_use]
    pub const fn changes_context(mut self) -> Self {
        self.changes_context = true;
        self
    }

    /// The one argument of a tool holds all that the model gives: `Parameters(request): Parameters<Request>`.
    #[must_use]
    pub const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Attributes that are made of the result: whatever the span has of them before is written at its end only, for a
    /// provider's span cannot take back what it started with.
    #[must_use]
    pub const fn result_keys(mut self, keys: &'static [&'static str]) -> Self {
        self.result_keys = keys;
        self
    }

    /// Who is told that a span of this function has ended.
    #[must_use]
    pub const fn on_end(mut self, tell: fn(&SpanEnd<'_>)) -> Self {
        self.on_end = Some(tell);
        self
    }

    /// What the arguments of a tool are.
    #[must_use]
    pub const fn arguments(mut self, declare: fn(&mut Arguments)) -> Self {
        self.arguments = Some(declare);
        self
    }
}
