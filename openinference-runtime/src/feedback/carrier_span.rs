//! Feedback as a span of its own, linked to the one it is about.

use super::target::Target;
use crate::context;
use crate::opentelemetry::Context;
use crate::semconv::SpanKind;
use crate::semconv::attributes::SESSION_ID;
use crate::span::span;
use crate::value::{Feedback, FeedbackError, FeedbackScope, write_feedback};

/// The name of the spans that [`record`] makes.
const CARRIER: &str = "feedback";

/// Makes a span of kind EVALUATOR, the root of a trace of its own, that carries annotations and evaluations and a link to what
/// they are about. For a session there is no link, but its `session.id`.
///
/// # Errors
/// When one of them says nothing: then no span is made. When one is longer than a value may be: then the span has none of them.
pub fn record<F: Into<Feedback>>(
    target: &Target,
    feedback: impl IntoIterator<Item = F>,
) -> Result<(), FeedbackError> {
    let feedback: Vec<Feedback> = feedback.into_iter().map(Into::into).collect();
    feedback.iter().try_for_each(Feedback::check)?;
    let carrier = span(SpanKind::Evaluator, CARRIER).parent(Context::new()).links(target.span());
    let mut written = Ok(());
    let write =
        || crate::span::current().write(|out| written = write_feedback(target.scope(), &feedback, out));
    // The session and user of whoever judges are not those of what is judged.
    context::attributes().cleared().in_scope(|| match target.session() {
        Some(id) => carrier.attribute(SESSION_ID, id.to_owned()).in_scope(write),
        None => carrier.in_scope(write),
    });
    written
}

/// Writes feedback to a span that is still open: `current().write(|out| feedback::write(&annotations, out))`.
///
/// # Errors
/// When one of them says nothing, or too much; then none is written.
pub fn write<F: Into<Feedback>>(
    feedback: impl IntoIterator<Item = F>,
    out: &mut crate::Attributes<'_>,
) -> Result<(), FeedbackError> {
    let feedback: Vec<Feedback> = feedback.into_iter().map(Into::into).collect();
    write_feedback(FeedbackScope::Span, &feedback, out)
}
