//! The conformance checks on a running program.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry::Context;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::check::{Checker, Finding, Rule};
use super::map::AttributeMap;
use super::record::SpanRecord;
use super::trace::Trace;

/// So many different findings are told; what a program gets wrong more often than this, nobody reads.
const TOLD: usize = 1_000;

/// A span processor for staging and development: checks every span that ends, and tells each finding once, by default on
/// stderr. Rules about how spans stand to each other need the whole trace and are left out; `openinference-check` has them.
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
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        let trace = Trace::from_records([SpanRecord::of(&span, &self.resource)]);
        let Some(node) = trace.roots.first() else { return };
        for finding in &self.checker.check_span(node).findings {
            if self.is_new(finding, &node.name) {
                (self.tell)(finding);
            }
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }

    fn set_resource(&mut self, resource: &Resource) {
        let attributes = resource.iter().map(|(key, value)| (key.as_str(), value.to_string()));
        self.resource = Arc::new(attributes.collect());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::ConformanceProcessor;
    use crate::semconv::SpanKind;
    use crate::testing::{Capture, Checker, Rule};
    use crate::{current, span};

    #[test]
    fn each_finding_is_told_once_for_each_span_name_and_key() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let processor = ConformanceProcessor::new().checker(Checker::new().allow(Rule::RequiredKey)).tell({
            let told = Arc::clone(&told);
            move |finding| told.lock().expect("not poisoned").push(finding.to_string())
        });
        Capture::new().processor(processor).run_sync(|| {
            for _ in 0..3 {
                span(SpanKind::Llm, "chat").attribute("llm.model_name", "m").in_scope(|| {
                    for index in 0..3 {
                        current().attribute(format!("llm.input_messages.{index}.message.rol"), "user");
                    }
                });
            }
        });
        assert_eq!(
            *told.lock().expect("not poisoned"),
            [
                "error[OI204] `llm.input_messages.0.message.rol` is no key of the conventions: did you mean `llm.input_messages.0.message.role`? (span 1: LLM chat)",
                "warning[OI208] `llm.input_messages.0.message.role` is missing: a message has a role (span 1: LLM chat)",
            ]
        );
    }
}
