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

mod carrier_span;
#[cfg(feature = "phoenix")]
pub mod phoenix;
mod target;

pub use self::carrier_span::{record, write};
pub use self::target::Target;
pub use crate::span::collect_span_ids::{collect_span_ids, collect_span_ids_in};
pub use crate::span::ids::{ParseIdsError, SpanIds};
pub use crate::value::{Annotation, Evaluation, Feedback, FeedbackError, Score};
