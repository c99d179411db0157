//! Where the spans of a capture end up.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry::trace::{Span as _, SpanId, TraceId};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::map::AttributeMap;
use super::record::SpanRecord;
use super::trace::Trace;
use super::tree;
use crate::json::Json;

/// Keeps finished spans, and the order in which all were started.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanCollector(Arc<Mutex<Collected>>);

#[derive(Debug, Default)]
struct Collected {
    /// By span: its place in the order of starts.
    started: HashMap<(TraceId, SpanId), usize>,
    finished: Vec<SpanData>,
}

impl SpanCollector {
    /// The spans that have ended so far.
    pub(super) fn trace(&self, resource: &Arc<AttributeMap>) -> Trace {
        let (records, unfinished) = {
            let collected = self.collected();
            let mut finished: Vec<_> = collected
                .finished
                .iter()
                .map(|span| {
                    let mut record = SpanRecord::of(span, resource);
                    without_times(&mut record);
                    (collected.started.get(&record.key()).copied(), record)
                })
                .collect();
            // Not by time: two spans may start within one tick of the clock.
            finished.sort_by_key(|(place, _)| *place);
            let unfinished = collected.started.len().saturating_sub(finished.len());
            (finished.into_iter().map(|(_, record)| record).collect(), unfinished)
        };
        Trace { unfinished, ..tree::build(records) }
    }

    fn collected(&self) -> MutexGuard<'_, Collected> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Attributes that are times: they change from run to run, so that only their presence can be compared.
const TIMES: &[&str] = &["gen_ai.response.time_to_first_chunk"];

fn without_times(record: &mut SpanRecord) {
    for (key, value) in &mut record.attributes {
        if TIMES.contains(&key.as_str()) {
            *value = Json::from("[time]");
        }
    }
}

impl SpanProcessor for SpanCollector {
    fn on_start(&self, span: &mut Span, _: &Context) {
        let context = span.span_context();
        let mut collected = self.collected();
        let place = collected.started.len();
        collected.started.insert((context.trace_id(), context.span_id()), place);
    }

    fn on_end(&self, span: SpanData) {
        self.collected().finished.push(span);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}
