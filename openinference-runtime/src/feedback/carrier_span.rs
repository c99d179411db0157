//! Feedback as a span of its own, linked to the one it is about.

use super::annotation;
use super::annotation::{Annotation, FeedbackError, Target};
use crate::context;
use crate::opentelemetry::Context;
use crate::semconv::SpanKind;
use crate::semconv::attributes::SESSION_ID;
use crate::span::span;

/// The name of the spans that [`record`] makes.
const CARRIER: &str = "feedback";

/// Makes a span of kind EVALUATOR, the root of a trace of its own, that carries the annotations and a link to what they
/// are about. For a session there is no link, but its `session.id`.
///
/// # Errors
/// When an annotation says nothing; then no span is made.
pub fn record(target: &Target, annotations: &[Annotation]) -> Result<(), FeedbackError> {
    annotations.iter().try_for_each(Annotation::check)?;
    let carrier = span(SpanKind::Evaluator, CARRIER).parent(Context::new()).links(target.span());
    let write = || crate::span::current().write(|out| annotation::write(target, annotations, out));
    // The session and user of whoever judges are not those of what is judged.
    context::attributes().cleared().in_scope(|| match target.session() {
        Some(id) => carrier.attribute(SESSION_ID, id.to_owned()).in_scope(write),
        None => carrier.in_scope(write),
    });
    Ok(())
}

/// Writes annotations to a span that is still open: `current().write(|out| feedback::write(&annotations, out))`.
///
/// # Errors
/// When an annotation says nothing; then none is written.
pub fn write(annotations: &[Annotation], out: &mut crate::Attributes<'_>) -> Result<(), FeedbackError> {
    annotations.iter().try_for_each(Annotation::check)?;
    annotation::write_below("", annotations, out);
    Ok(())
}
