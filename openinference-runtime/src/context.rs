//! Context attributes: what every span below inherits (specification: "Context Attributes").
//!
//! They live in the OpenTelemetry [`Context`], so they follow the code wherever the Context goes and end
//! where it ends.

use std::future::Future;

use opentelemetry::trace::FutureExt as _;
use opentelemetry::{Array, Context, ContextGuard, Key, KeyValue, StringValue, Value};
use serde::Serialize;

use crate::record::{self, Json};
use crate::semconv::attributes::{
    LLM_PROMPT_TEMPLATE, LLM_PROMPT_TEMPLATE_VARIABLES, LLM_PROMPT_TEMPLATE_VERSION, METADATA, SESSION_ID,
    TAG_TAGS, USER_ID,
};

/// Attributes for a part of the program; nothing happens until they are attached, scoped or put on a Context.
///
/// ```
/// use openinference_runtime::context;
///
/// # async fn answer() {}
/// # async fn f() {
/// context::attributes().session("s-1").user("u-1").tags(["beta"]).scope(answer()).await;
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "attach the attributes, or scope a future with them"]
pub struct ContextAttributes {
    set: Vec<KeyValue>,
}

/// An empty set of context attributes, to be filled and then attached.
pub fn attributes() -> ContextAttributes {
    ContextAttributes::default()
}

impl ContextAttributes {
    /// `session.id`: the conversation that the spans below belong to.
    pub fn session(self, id: impl Into<String>) -> Self {
        self.attribute(SESSION_ID, id.into())
    }

    /// `user.id`: the person on whose behalf the spans below happen.
    pub fn user(self, id: impl Into<String>) -> Self {
        self.attribute(USER_ID, id.into())
    }

    /// `metadata`: any serialisable value, written as a JSON string. Fields named like a secret are redacted.
    pub fn metadata(self, metadata: impl Serialize) -> Self {
        self.json(METADATA, &metadata)
    }

    /// `tag.tags`: a list of labels.
    pub fn tags<T: Into<String>>(self, tags: impl IntoIterator<Item = T>) -> Self {
        let tags = tags.into_iter().map(|tag| StringValue::from(tag.into())).collect();
        self.attribute(TAG_TAGS, Value::Array(Array::String(tags)))
    }

    /// `llm.prompt_template.*`: the template, its version and the variables put into it (written as JSON).
    pub fn prompt_template(
        self,
        template: impl Into<String>,
        version: impl Into<String>,
        variables: impl Serialize,
    ) -> Self {
        self.attribute(LLM_PROMPT_TEMPLATE, template.into())
            .attribute(LLM_PROMPT_TEMPLATE_VERSION, version.into())
            .json(LLM_PROMPT_TEMPLATE_VARIABLES, &variables)
    }

    /// Any other attribute.
    pub fn attribute(mut self, key: impl Into<Key>, value: impl Into<Value>) -> Self {
        set(&mut self.set, KeyValue::new(key, value));
        self
    }

    fn json(self, key: &'static str, value: &impl Serialize) -> Self {
        let config = crate::config::TraceConfig::from_env();
        match record::to_json(value, &config) {
            Ok(json) => self.attribute(key, json_text(&json, &config)),
            Err(_) => self,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// `cx` with these attributes, over those that it already has.
    #[must_use]
    pub fn on(self, cx: &Context) -> Context {
        let mut all = inherited(cx).to_vec();
        for attribute in self.set {
            set(&mut all, attribute);
        }
        cx.with_value(Inherited(all))
    }

    /// Sets them on this thread until the guard is dropped. The guard must not live across an `.await`; use
    /// [`scope`](Self::scope) there.
    pub fn attach(self) -> ContextGuard {
        self.on(&Context::current()).attach()
    }

    /// Sets them whenever `future` (or a stream) is polled.
    pub fn scope<F>(self, future: F) -> opentelemetry::trace::WithContext<F> {
        future.with_context(self.on(&Context::current()))
    }

    /// Sets them while `f` runs.
    pub fn in_scope<T>(self, f: impl FnOnce() -> T) -> T {
        let _attached = self.attach();
        f()
    }
}

fn json_text(json: &Json, config: &crate::config::TraceConfig) -> String {
    match json {
        Json::String(text) => text.clone(),
        other => other.write(config.value_length_limit()),
    }
}

/// The context attributes in force on `cx`, unmasked.
pub fn inherited(cx: &Context) -> &[KeyValue] {
    cx.get::<Inherited>().map_or(&[], |inherited| &inherited.0)
}

/// Runs `future` without any of the context attributes set around it.
pub fn cleared<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future.with_context(Context::current().with_value(Inherited(Vec::new())))
}

/// Runs `future` without making a span in it, whoever makes them.
pub fn suppressed<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future.with_context(Context::current().with_telemetry_suppressed())
}

struct Inherited(Vec<KeyValue>);

fn set(attributes: &mut Vec<KeyValue>, attribute: KeyValue) {
    match attributes.iter_mut().find(|known| known.key == attribute.key) {
        Some(known) => known.value = attribute.value,
        None => attributes.push(attribute),
    }
}
