//! Feedback on spans that have ended: a person's thumb, a judge's score (`spec/annotations.md`).
//!
//! ```
//! use openinference_runtime::feedback::{self, Annotation, SpanIds, Target};
//! use openinference_runtime::semconv::AnnotatorKind;
//! # async fn answer(_: &str) -> String { String::new() }
//! # async fn store(_: &str, _: String) {}
//! # async fn load(_: &str) -> String { String::new() }
//!
//! # async fn chat() {
//! // While it happens: which spans were made. Their ids are text that can be stored with the answer.
//! let (answer, spans) = feedback::collect_span_ids(answer("Weather in Bern?")).await;
//! if let Some(first) = spans.first() {
//!     store(&answer, first.to_string()).await;
//! }
//! # }
//!
//! # async fn thumb() -> Result<(), Box<dyn std::error::Error>> {
//! // Later, perhaps in another process: what somebody thinks of it.
//! let span: SpanIds = load("answer").await.parse()?;
//! let thumb = Annotation::new("user_feedback").label("thumbs up").score(1.0).annotator(AnnotatorKind::Human);
//! feedback::record(&Target::Span(span), &[thumb])?;
//! # Ok(())
//! # }
//! ```
//!
//! [`record`] makes a span of its own with a link to the one it is about, for any backend. Phoenix does not read
//! feedback from spans; feature `phoenix` brings [`phoenix::Client`], which tells it over REST.

mod annotation;
#[cfg(feature = "phoenix")]
pub mod phoenix;

use crate::opentelemetry::Context;

pub use self::annotation::{Annotation, FeedbackError, Target, Terms};
use crate::context;
use crate::semconv::SpanKind;
use crate::semconv::attributes::SESSION_ID;
pub use crate::span::collect_span_ids::{collect_span_ids, collect_span_ids_in};
pub use crate::span::ids::{ParseIdsError, SpanIds};
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
