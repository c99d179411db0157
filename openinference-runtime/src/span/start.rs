//! What is collected before a span starts: said by keys of the macro, found in the arguments.

use std::borrow::Cow;
use std::fmt::Display;

use opentelemetry::trace::{Link, Span as _, SpanBuilder, SpanContext, TraceContextExt};
use opentelemetry::{Context, KeyValue, Value};

use super::active::Active;
use super::buffered::{Buffered, Identity};
use super::call_scope::CallScope;
use super::clock::SpanClock;
use super::collect_span_ids;
use super::composed_input::ComposedInput;
use super::decision::{Decision, bare_name};
use super::enclosing_span::EnclosedCalls;
use super::finalize::{derives, is_used};
use super::parent::{IntoLinks, IntoParent};
use super::recorded_arguments::RecordedArguments;
use super::request::{Answer, SpanRequest, ask};
use super::sink::ValueSink;
use super::write::{evaluate, explicit, write_value};
use crate::attributes::{AttributeBuffer, Attributes, Entry, Rank};
use crate::config::{Hidden, REDACTED, TraceConfig, blank, with_image_scope};
use crate::context::{self, ContextAttributes};
use crate::current_context;
use crate::foreign_code;
use crate::gate;
use crate::key::{AttributeKey, PatternSet};
use crate::panics::catch_panic;
use crate::providers::{self, KeptRequest};
use crate::record::{AttributeValue, Captured, FAILED, Recorded, Side, short_type_name, ty};
use crate::semconv::SpanKind;
use crate::semconv::attributes::{
    EMBEDDING_MODEL_NAME, LLM_MODEL_NAME, LLM_PROVIDER, LLM_SYSTEM, METADATA, RERANKER_MODEL_NAME,
    SESSION_ID, TAG_TAGS, USER_ID,
};
use crate::semconv::patterns::{
    AGENT_NAME, INPUT_MIME_TYPE, INPUT_VALUE, OPENINFERENCE_SPAN_KIND, TOOL_DESCRIPTION, TOOL_NAME,
};
use crate::source::Origin;
use crate::span::callsite::Callsite;
use crate::tool::write_schema;
use crate::tracer::{self, Resolved};
use crate::value::TOKEN_COUNTS;

/// The name that the specification demands of embedding spans.
const EMBEDDING_SPAN_NAME: &str = "CreateEmbeddings";

/// A span in the making.
#[derive(Debug)]
pub struct Start<'c> {
    callsite: &'c Callsite,
    config: &'c TraceConfig,
    origin: Option<&'c Origin>,
    current: &'c Context,
    decision: Decision,
    name: Option<String>,
    self_type: Option<&'static str>,
    parent: Option<Context>,
    /// The Context that the span's parent is found in, once that is settled.
    resolved: Option<Context>,
    links: Vec<Link>,
    inherited: ContextAttributes,
    /// The kind of the span, and what the user names.
    attributes: Attributes<'c>,
    /// What the values of arguments say themselves.
    detected: AttributeBuffer,
    arguments: RecordedArguments,
    input: Option<Recorded>,
}

impl<'c> Start<'c> {
    /// Starts what a call of `callsite` runs in, if that is anything. `fill` borrows the arguments.
    #[inline(never)]
    pub(super) fn run(callsite: &Callsite, fill: &mut dyn FnMut(&mut Start<'_>)) -> Option<CallScope> {
        let current = current_context::get();
        let resolved = tracer::resolve(&current);
        if callsite.changes_context || callsite.has_links {
            return Self::run_in_context(callsite, fill, &current, resolved);
        }
        let (origin, decision) = match resolved? {
            Resolved::Untried(tracer) => {
                let decision = Decision::of_untried(callsite, &tracer, &mut Vec::new(), &current);
                if matches!(decision, Decision::Drop(None)) {
                    return None;
                }
                (Resolved::Untried(tracer).into_origin(), decision)
            }
            Resolved::Known(origin) => {
                let decision = match Decision::before_asking(callsite, &origin) {
                    Decision::Open => Decision::of(callsite, &origin, &mut Vec::new(), &current),
                    decision => decision,
                };
                (origin, decision)
            }
        };
        if let Decision::Drop(refused) = decision {
            return Some(CallScope::Context(refused_scope(&current, refused?)));
        }
        Self::record(callsite, fill, &current, &origin, decision)
    }

    /// The same where a parent, links or what the subtree has in common have to be evaluated first.
    fn run_in_context(
        callsite: &Callsite,
        fill: &mut dyn FnMut(&mut Start<'_>),
        current: &Context,
        resolved: Option<Resolved>,
    ) -> Option<CallScope> {
        let Some(resolved) = resolved else {
            if !callsite.changes_context {
                return None;
            }
            let config = TraceConfig::default();
            let mut start = Start::new(callsite, &config, None, current, Decision::Drop(None));
            fill(&mut start);
            return start.context_alone(None);
        };
        let is_untried = matches!(resolved, Resolved::Untried(_));
        let origin = resolved.into_origin();
        // Whether it makes spans is found out first.
        let decision = if is_untried { Decision::Open } else { Decision::before_asking(callsite, &origin) };
        Self::record(callsite, fill, current, &origin, decision)
    }

    fn record(
        callsite: &Callsite,
        fill: &mut dyn FnMut(&mut Start<'_>),
        current: &Context,
        origin: &Origin,
        decision: Decision,
    ) -> Option<CallScope> {
        let config = origin.source().config(callsite.kind);
        let mut start = Start::new(callsite, config, Some(origin), current, decision);
        with_image_scope(config, || {
            fill(&mut start);
            start.finish()
        })
    }

    fn new(
        callsite: &'c Callsite,
        config: &'c TraceConfig,
        origin: Option<&'c Origin>,
        current: &'c Context,
        decision: Decision,
    ) -> Self {
        Self {
            callsite,
            config,
            origin,
            current,
            decision,
            name: None,
            self_type: None,
            parent: None,
            resolved: None,
            links: Vec::new(),
            inherited: context::attributes(),
            attributes: Attributes::onto(AttributeBuffer::scratch(), config, Rank::Detected),
            detected: AttributeBuffer::default(),
            arguments: RecordedArguments::new(),
            input: None,
        }
    }

    /// Whether attributes are worth evaluating. Parent and links have been said by now.
    fn is_wanted(&mut self) -> bool {
        if matches!(self.decision, Decision::Open) && !self.callsite.context_is_last {
            self.decide();
        }
        !matches!(self.decision, Decision::Drop(_))
    }

    fn decide(&mut self) {
        let Some(origin) = self.origin else { return };
        let cx = self.parent_context();
        self.decision = match origin {
            Origin::Global(_, tracer) if !gate::knows_global() => {
                Decision::of_untried(self.callsite, tracer, &mut self.links, &cx)
            }
            _ => Decision::of(self.callsite, origin, &mut self.links, &cx),
        };
        self.resolved = Some(cx);
    }

    /// The current Context, or the given parent's with what the current one carries.
    fn parent_context(&mut self) -> Context {
        if let Some(cx) = self.resolved.take() {
            return cx;
        }
        match self.parent.take() {
            Some(parent) => context::carry_over(self.current, parent),
            None => self.current.clone(),
        }
    }

    /// The type that the method belongs to: its name goes before the method's.
    pub fn self_type(&mut self, name: &'static str) {
        self.self_type = Some(name);
    }

    /// The span's name, as it is displayed.
    pub fn name<N: Display>(&mut self, name: impl FnOnce() -> N) {
        if !self.is_wanted() {
            return;
        }
        let name = catch_panic(|| {
            let name = name();
            foreign_code::run(|| name.to_string())
        });
        self.name = Some(name.unwrap_or_else(|| format!("{} {FAILED}", self.callsite.function)));
    }

    /// The span's parent, instead of the current span.
    pub fn parent<P: IntoParent<Way>, Way>(&mut self, parent: impl FnOnce() -> P) {
        self.parent = catch_panic(|| parent().into_parent()).flatten();
    }

    /// Spans that this one was caused by, beside its parent.
    pub fn links<L: IntoLinks>(&mut self, links: impl FnOnce() -> L) {
        let links = catch_panic(|| {
            let mut all = Vec::new();
            links().each(&mut |to| all.push(Link::with_context(to)));
            all
        });
        self.links.extend(links.into_iter().flatten().filter(|link| link.span_context.is_valid()));
    }

    /// `session.id`, for this span and all below it.
    pub fn session<V: AttributeValue<ty::String>>(&mut self, value: impl FnOnce() -> V) {
        self.inherit::<ty::String, V>(SESSION_ID, value);
    }

    /// `user.id`, for this span and all below it.
    pub fn user<V: AttributeValue<ty::String>>(&mut self, value: impl FnOnce() -> V) {
        self.inherit::<ty::String, V>(USER_ID, value);
    }

    /// `metadata`, for this span and all below it.
    pub fn metadata<V: AttributeValue<ty::Json>>(&mut self, value: impl FnOnce() -> V) {
        self.inherit_visible::<ty::Json, V>(METADATA, value);
    }

    /// `tag.tags`, for this span and all below it.
    pub fn tags<V: AttributeValue<ty::StringList>>(&mut self, value: impl FnOnce() -> V) {
        self.inherit_visible::<ty::StringList, V>(TAG_TAGS, value);
    }

    /// What is for spans alone: where it is hidden it is not evaluated. Session and user go along to other services, too.
    fn inherit_visible<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: impl FnOnce() -> V,
    ) {
        if self.config.hides(key) == Hidden::Visible {
            self.inherit::<Type, V>(key, value);
        } else {
            self.inherited = std::mem::take(&mut self.inherited).attribute(key, REDACTED);
        }
    }

    fn inherit<Type, V: AttributeValue<Type>>(&mut self, key: &'static str, value: impl FnOnce() -> V) {
        if let Some(value) = evaluate::<Type, V>(self.config, value) {
            self.inherited = std::mem::take(&mut self.inherited).attribute(key, value);
        }
    }

    /// An attribute that the user names.
    pub fn attribute<Type, V: AttributeValue<Type>>(&mut self, key: AttributeKey, value: impl FnOnce() -> V) {
        if self.is_wanted() {
            explicit(self.attributes(Rank::Explicit), key, value);
        }
    }

    /// An attribute whose key is known only at run time.
    pub(super) fn attribute_dynamic(&mut self, key: AttributeKey, value: Value) {
        if self.is_wanted() {
            self.attributes(Rank::Explicit).push(key, value);
        }
    }

    /// The attributes, for somebody of this rank; the kind comes first.
    fn attributes(&mut self, rank: Rank) -> &mut Attributes<'c> {
        if self.attributes.is_empty() {
            self.attributes.push_constant(OPENINFERENCE_SPAN_KIND, self.callsite.kind.as_str());
        }
        self.attributes.ranked(rank)
    }

    /// The span's input, instead of what the arguments would make.
    pub fn input(&mut self, put: impl FnOnce(&mut ValueSink<'_>)) {
        if !self.is_wanted() {
            return;
        }
        if self.config.hides_key(INPUT_VALUE) == Hidden::Visible {
            let mut filled = ValueSink::fill(self.callsite.kind, Side::Input, self.config, put);
            self.input = filled.value;
            self.detected.append(&mut filled.attributes);
        } else {
            self.input = Some(Recorded::Text(REDACTED.to_owned()));
        }
    }

    /// A captured argument.
    pub fn argument(&mut self, index: usize, value: Captured<'_>) {
        if value.is_skipped() || !self.is_wanted() {
            return;
        }
        let secret = self.parameter(index).is_some_and(|name| self.config.is_secret_parameter(name));
        if secret {
            self.arguments.push(index, Recorded::Text(REDACTED.to_owned()));
            return;
        }
        if !self.wants_input() {
            // That there was an input is said all the same, where the masking says so.
            self.arguments.push(index, Recorded::Text(REDACTED.to_owned()));
        } else if let Some(recorded) =
            value.record(self.config, providers::budget(self.callsite.kind, self.config))
        {
            self.arguments.push(index, recorded);
        }
        if value.has_attributes() {
            let mut detected =
                Attributes::onto(std::mem::take(&mut self.detected), self.config, Rank::Detected);
            value.attributes(Side::Input, self.callsite.kind, &mut detected);
            self.detected = detected.into_buffer();
        }
    }

    /// An argument that is named, but never read.
    pub fn redacted<T: ?Sized>(&mut self, index: usize, _: &T) {
        if self.is_wanted() {
            self.arguments.push(index, Recorded::Text(REDACTED.to_owned()));
        }
    }

    /// An argument that is neither named nor read; borrowed so that it lives as long as in the plain function.
    pub fn touch<T: ?Sized>(&mut self, _: &T) {}

    fn parameter(&self, index: usize) -> Option<&'static str> {
        self.callsite.parameters.get(index).copied()
    }

    /// An input that is hidden is not read either, unless its request names model and parameters.
    fn wants_input(&self) -> bool {
        self.config.hides_key(INPUT_VALUE) == Hidden::Visible || providers::reads_requests(self.callsite.kind)
    }

    fn finish(&mut self) -> Option<CallScope> {
        if matches!(self.decision, Decision::Open) {
            self.decide();
        }
        let origin = self.origin?;
        let prebuilt = match std::mem::replace(&mut self.decision, Decision::Open) {
            Decision::Drop(refused) => return self.context_alone(refused),
            Decision::Record(prebuilt) => prebuilt,
            Decision::Open => None,
        };
        let input = ComposedInput::new(self.callsite, self.input.take(), self.arguments.in_order());
        let cx = self.parent_context();
        let cx = self.inherited_context(cx);
        let request = input.as_request().map(|(format, request)| KeptRequest::new(format, request.view()));
        self.complete(&cx, input);
        let kind = self.callsite.kind;
        let is_told = self.callsite.on_end.is_some();
        let config = origin.source().config(kind);
        let (span, clock) = match prebuilt {
            Some(mut span) => {
                let clock = SpanClock::now(parent_clock(&cx));
                let name = self.span_name();
                if name != bare_name(self.callsite) {
                    span.update_name(name);
                }
                for link in self.links.drain(..) {
                    span.add_link(link.span_context, link.attributes);
                }
                if origin.source().is_external() {
                    self.initial(is_told).into_iter().for_each(|one| span.set_attribute(one));
                }
                (span, clock)
            }
            None => {
                let clock = SpanClock::now(parent_clock(&cx));
                let builder = SpanBuilder {
                    span_kind: Some(self.callsite.otel_kind.clone()),
                    name: self.span_name(),
                    start_time: Some(clock.wall()),
                    attributes: Some(self.initial(is_told)),
                    events: None,
                    links: (!self.links.is_empty()).then(|| std::mem::take(&mut self.links)),
                };
                (origin.build(kind, builder, &cx)?, clock)
            }
        };
        if !span.span_context().is_valid() {
            // Made current, it would keep real spans below from being made.
            return None;
        }
        if !span.is_recording() && !is_told {
            return Some(CallScope::Context(refused_scope(&cx, span.span_context().clone())));
        }
        collect_span_ids::note(&cx, span.span_context());
        let identity = Identity {
            source: origin.source().clone(),
            kind,
            clock,
            is_external: origin.source().is_external(),
            on_end: self.callsite.on_end,
        };
        let (in_call, calls) = EnclosedCalls::enter(&cx, kind, config);
        let buffered = Buffered::new(span, self.attributes.buffer_mut().take_exact(), calls);
        let cx = in_call.unwrap_or(cx);
        let active = Active::open(&cx, identity, buffered, request, self.callsite.cancellation_is_not_error);
        Some(CallScope::Span(active))
    }

    /// What a call without a span runs in: what it has in common with everything below, where that is anything.
    fn context_alone(&mut self, refused: Option<SpanContext>) -> Option<CallScope> {
        let is_changed = refused.is_some() || self.callsite.changes_context;
        if !is_changed {
            return None;
        }
        let cx = self.parent_context();
        let cx = self.inherited_context(cx);
        let cx = match refused {
            Some(refused) => refused_scope(&cx, refused),
            None => cx,
        };
        Some(CallScope::Context(cx))
    }

    /// Adds to what the user has named what is known besides.
    fn complete(&mut self, cx: &Context, input: ComposedInput) {
        let callsite = self.callsite;
        if matches!(callsite.kind, SpanKind::Tool | SpanKind::Agent) {
            let name = self.name.clone();
            let given_name = || name.map_or(callsite.name.unwrap_or(callsite.function).into(), Cow::Owned);
            describe(callsite, given_name, self.attributes(Rank::Detected));
        }
        let out = self.attributes(Rank::Inherited);
        for (key, value) in context::inherited_by_key(cx) {
            out.push(key.clone(), value.clone());
        }
        if let Some((format, request)) = input.as_request() {
            providers::write_request(format, request.view(), self.attributes(Rank::Detected));
        }
        if !self.detected.is_empty() {
            self.attributes.buffer_mut().append(&mut self.detected);
        }
        let rank = if input.is_explicit { Rank::Explicit } else { Rank::Detected };
        if let Some(input) = input.value {
            let config = self.config;
            write_value(self.attributes(rank), INPUT_VALUE, INPUT_MIME_TYPE, input, config);
        }
    }

    /// What the span starts with.
    fn initial(&mut self, is_told: bool) -> Vec<KeyValue> {
        let (config, callsite) = (self.config, self.callsite);
        let derives = derives(config, callsite.kind);
        let mut initial = self.attributes.buffer_mut().give_initial(
            LATER,
            |entry| !comes_later(entry, callsite),
            |key| is_told || (derives && is_used(config, key)),
        );
        if config.uploads() {
            initial.iter_mut().for_each(|attribute| blank(&mut attribute.value));
        }
        initial
    }

    /// The Context of the subtree.
    fn inherited_context(&mut self, cx: Context) -> Context {
        let inherited = std::mem::take(&mut self.inherited);
        if inherited.is_empty() { cx } else { inherited.on(&cx) }
    }

    fn span_name(&mut self) -> Cow<'static, str> {
        if let Some(name) = self.name.take() {
            return self.config.mask_name(name.into());
        }
        unnamed(self.callsite, self.self_type)
    }
}

impl Drop for Start<'_> {
    fn drop(&mut self) {
        std::mem::take(self.attributes.buffer_mut()).recycle();
    }
}

/// What a call runs in whose span the sampler refused.
fn refused_scope(cx: &Context, refused: SpanContext) -> Context {
    collect_span_ids::note(cx, &refused);
    cx.with_remote_span_context(refused)
}

/// What the name and the doc comment of the function say of a tool or an agent.
fn describe(callsite: &Callsite, given_name: impl FnOnce() -> Cow<'static, str>, out: &mut Attributes<'_>) {
    match callsite.kind {
        SpanKind::Tool => {
            out.push(TOOL_NAME, given_name());
            if let Some(description) = callsite.description.map(str::trim).filter(|text| !text.is_empty()) {
                out.push(TOOL_DESCRIPTION, description);
            }
            if let Some(declare) = callsite.arguments {
                write_schema(declare, out);
            }
        }
        SpanKind::Agent => out.push(AGENT_NAME, given_name()),
        _ => {}
    }
}

/// By which clock the span around goes, where it is one of ours.
fn parent_clock(cx: &Context) -> Option<SpanClock> {
    if !cx.has_active_span() {
        return None;
    }
    match ask(&cx.span(), SpanRequest::Clock) {
        Some(Answer::Clock(clock)) => Some(clock),
        _ => None,
    }
}

/// The name of a span that nobody named.
fn unnamed(callsite: &Callsite, self_type: Option<&'static str>) -> Cow<'static, str> {
    match (callsite.name, self_type, callsite.kind) {
        (Some(name), _, _) => name.into(),
        (None, _, SpanKind::Embedding) => EMBEDDING_SPAN_NAME.into(),
        (None, Some(path), _) => {
            let name = short_type_name(path);
            let name = name.split('<').next().unwrap_or_default();
            format!("{}::{}", name.trim_start_matches(['&', ' ']), callsite.function).into()
        }
        (None, None, _) => callsite.function.into(),
    }
}

/// How many attributes most spans are given after their start.
const LATER: usize = 8;

/// Detected attributes that the response may correct, and those that the result says anew.
fn comes_later(entry: &Entry, callsite: &Callsite) -> bool {
    let key = entry.key();
    let is_said_anew = !callsite.result_keys.is_empty() && callsite.result_keys.contains(&&*key.text());
    is_said_anew || (entry.rank() == Rank::Detected && CORRECTED.contains(key))
}

/// What a response may say otherwise than its request.
static CORRECTED: PatternSet = PatternSet::new(|key| {
    matches!(key, EMBEDDING_MODEL_NAME | LLM_MODEL_NAME | LLM_PROVIDER | LLM_SYSTEM | RERANKER_MODEL_NAME)
        || TOKEN_COUNTS.contains(key)
});
