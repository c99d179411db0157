//! Metrics from spans: what a span says at its end, counted.
//!
//! ```
//! use openinference_runtime::metrics::SpanMetrics;
//! use opentelemetry_sdk::metrics::SdkMeterProvider;
//! use opentelemetry_sdk::trace::SdkTracerProvider;
//!
//! let meters = SdkMeterProvider::builder().build();
//! let provider = SdkTracerProvider::builder().with_span_processor(SpanMetrics::new(&meters)).build();
//! ```
//!
//! | instrument | unit | of spans | attributes |
//! |---|---|---|---|
//! | `gen_ai.client.operation.duration`, histogram | s | LLM, EMBEDDING | operation, provider, models, `error.type` |
//! | `gen_ai.client.token.usage`, histogram | {token} | LLM, EMBEDDING | operation, provider, models, `gen_ai.token.type` |
//! | `gen_ai.client.operation.time_to_first_chunk`, histogram | s | LLM that stream | operation, provider, models |
//! | `gen_ai.execute_tool.duration`, histogram | s | TOOL | `gen_ai.tool.name`, `error.type` |
//! | `gen_ai.invoke_agent.duration`, histogram | s | AGENT | `gen_ai.agent.name`, `error.type` |
//! | `openinference.agent.active`, up-down counter | {agent} | AGENT, open | |
//! | `openinference.span.errors`, counter | {error} | all that failed | `openinference.span.kind`, `error.type` |
//! | `openinference.llm.cost`, counter | USD | LLM with `llm.cost.total` | provider, models |
//!
//! Names, units and buckets are those of the GenAI conventions of OpenTelemetry, where they have one; models are
//! `gen_ai.request.model` and `gen_ai.response.model`. How often a tool was called is the count of its durations.
//!
//! Where spans are sent away and the set-up of [`telemetry`](crate::telemetry) has metrics, it says what became of them, by the
//! conventions for SDKs:
//!
//! | instrument | unit | counts | attributes |
//! |---|---|---|---|
//! | `otel.sdk.exporter.span.exported`, counter | {span} | delivered, and with `error.type` dropped | `otel.component.name`: where to, `error.type` |
//! | `otel.sdk.span.live`, up-down counter | {span} | sampled and open | |
//!
//! # Cardinality
//!
//! Each attribute has at most [`MAX_VALUES`] values in a process; later ones are `_OTHER`. The SDK bounds the series of an
//! instrument (2,000, unless a view says otherwise).
//!
//! # Sampling
//!
//! A span that the sampler drops is not counted. [`RecordAll`] around the sampler records them all, and exports those that
//! the sampler chose.
//!
//! # Counters of one's own
//!
//! The key `on_end` of every attribute names a function that is told of each span of that function which ends, also of those
//! that the sampler dropped:
//!
//! ```
//! use std::sync::LazyLock;
//!
//! use openinference_runtime::opentelemetry::{global, metrics::Counter};
//! use openinference_runtime::tool_span;
//!
//! static SEARCHES: LazyLock<Counter<u64>> = LazyLock::new(|| global::meter("shop").u64_counter("shop.searches").build());
//!
//! #[tool_span(on_end = |end| if !end.is_error() { SEARCHES.add(1, &[]) })]
//! fn search_products(query: &str) -> Vec<String> {
//!     vec![query.to_owned()]
//! }
//! ```
//!
//! A span processor sees every recorded span at its end, whoever made it, with everything that was said of it:
//!
//! ```
//! use std::time::Duration;
//!
//! use openinference_runtime::opentelemetry::{Context, metrics::Counter};
//! use opentelemetry_sdk::error::OTelSdkResult;
//! use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};
//!
//! /// Counts answers by the tenant that the function put on its span: `attributes("tenant" = tenant)`.
//! #[derive(Debug)]
//! struct Answers(Counter<u64>);
//!
//! impl SpanProcessor for Answers {
//!     fn on_start(&self, _: &mut Span, _: &Context) {}
//!
//!     fn on_end(&self, span: SpanData) {
//!         if let Some(tenant) = span.attributes.iter().find(|attribute| attribute.key.as_str() == "tenant") {
//!             self.0.add(1, std::slice::from_ref(tenant));
//!         }
//!     }
//!
//!     fn force_flush(&self) -> OTelSdkResult {
//!         Ok(())
//!     }
//!
//!     fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
//!         Ok(())
//!     }
//! }
//! ```

mod instruments;
mod labels;
#[cfg(feature = "process-metrics")]
mod process;
mod reading;
mod sampler;
mod span_metrics;

pub use self::labels::MAX_VALUES;
#[cfg(feature = "process-metrics")]
pub use self::process::observe_process;
pub use self::sampler::RecordAll;
pub use self::span_metrics::SpanMetrics;
