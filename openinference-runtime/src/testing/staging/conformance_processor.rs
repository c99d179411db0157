//! A span processor that checks every span that ends.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::span_relations::{EndedSpan, SpanRelations};
use crate::testing::check::{Checker, Finding, Report, Rule};
use crate::testing::map::AttributeMap;
use crate::testing::record::SpanRecord;
use crate::testing::trace::{Node, Trace};

/// So many different findings are told; what a program gets wrong more often than this, nobody reads.
const TOLD: usize = 1_000;

/// A span processor for staging and development: checks every span that ends, and tells each finding once, by default on
/// stderr.
///
/// Of the rules about how spans stand to each other those are in force that a running program can know: a child that ends after
/// its parent or starts before it, a parent that the sampler refused, an id that is taken, nesting without an end, and, when the
/// provider is shut down, spans that have not ended. It follows 65,536 spans that have not ended and the last 4,096 that have;
/// what it has forgotten it takes to be right. Parents in other processes, cycles and whole traces are for `openinference-check`.
///
/// It costs about as much as the export of the span, and texts are searched for secrets; in production it has no place.
///
/// ```no_run
/// use openinference_runtime::telemetry::Builder;
/// use openinference_runtime::testing::ConformanceProcessor;
///
/// let _telemetry = Builder::new().span_processor(ConformanceProcessor::new()).init()?;
/// # Ok::<(), openinference_runtime::telemetry::InitError>(())
/// ```
pub struct ConformanceProcessor {
    checker: Checker,
    tell: Box<dyn Fn(&Finding) + Send + Sync>,
    told: Mutex<HashSet<(Rule, String, Option<String>)>>,
    kin: Mutex<SpanRelations>,
    resource: Arc<AttributeMap>,
}

impl Default for ConformanceProcessor {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ConformanceProcessor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConformanceProcessor").field("checker", &self.checker).finish_non_exhaustive()
    }
}

impl ConformanceProcessor {
    /// Every rule is in force; findings go to stderr.
    #[must_use]
    pub fn new() -> Self {
        Self {
            checker: Checker::new(),
            tell: Box::new(say),
            told: Mutex::default(),
            kin: Mutex::default(),
            resource: Arc::default(),
        }
    }

    /// Checks as `checker` says.
    #[must_use]
    pub fn checker(mut self, checker: Checker) -> Self {
        self.checker = checker;
        self
    }

    /// Tells findings to `tell`: a logger, a metric, a test.
    #[must_use]
    pub fn tell(mut self, tell: impl Fn(&Finding) + Send + Sync + 'static) -> Self {
        self.tell = Box::new(tell);
        self
    }

    fn kin(&self) -> MutexGuard<'_, SpanRelations> {
        self.kin.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, report: &Report, name: &str) {
        for finding in &report.findings {
            if self.is_new(finding, name) {
                (self.tell)(finding);
            }
        }
    }

    /// The span and its parent, and nothing else.
    fn family(&self, span: &SpanData, EndedSpan { parent, orphan }: EndedSpan) -> Trace {
        let mut record = SpanRecord::of(span, &self.resource);
        let parent = parent.map(|parent| SpanRecord { resource: Arc::clone(&self.resource), ..parent });
        if parent.is_none() && !orphan {
            // It may have been forgotten: nothing is said of it.
            record.parent_span_id = None;
        }
        Trace::from_records(parent.into_iter().chain([record]))
    }

    /// Whether nothing like it was told before.
    fn is_new(&self, finding: &Finding, name: &str) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.len() < TOLD
            && told.insert((finding.rule, name.to_owned(), finding.key.as_deref().map(unnumbered)))
    }
}

/// A stderr that is closed is no reason to fail, which `eprintln!` would.
fn say(finding: &Finding) {
    let _ = writeln!(io::stderr(), "openinference: {finding}");
}

/// The key for all items of its lists.
fn unnumbered(key: &str) -> String {
    let segments = key.split('.').map(|segment| match segment.parse::<u64>() {
        Ok(_) => "*",
        Err(_) => segment,
    });
    segments.collect::<Vec<_>>().join(".")
}

impl SpanProcessor for ConformanceProcessor {
    fn on_start(&self, span: &mut Span, cx: &Context) {
        let fault = self.kin().starts(span, cx);
        if let Some(fault) = fault {
            let name = fault.name.clone();
            self.report(&self.checker.check(&Trace { tree_errors: vec![fault], ..Trace::default() }), &name);
        }
    }

    fn on_end(&self, span: SpanData) {
        let place = self.kin().ends(&span);
        let family = self.family(&span, place);
        let Some(root) = family.roots.first() else { return };
        let report = match root.children.first() {
            Some(child) => self.checker.check_span(&Node { id: 1, ..child.clone() }, Some(root)),
            None => self.checker.check_span(root, None),
        };
        self.report(&report, &span.name);
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        let unfinished = self.kin().unfinished();
        self.report(&self.checker.check(&Trace { unfinished, ..Trace::default() }), "");
        Ok(())
    }

    fn set_resource(&mut self, resource: &Resource) {
        let attributes = resource.iter().map(|(key, value)| (key.as_str(), value.to_string()));
        self.resource = Arc::new(attributes.collect());
    }
}
