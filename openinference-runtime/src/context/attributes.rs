//! A set of attributes for a part of the program.

use opentelemetry::{Array, Context, Key, KeyValue, StringValue, Value};
use serde::Serialize;

use super::carried_provider::trace_config;
use super::inherited::{Inherited, inherited};
use crate::config::{Hidden, REDACTED};
use crate::current_context::{self, AttachedContext};
use crate::json::Json;
use crate::record;
use crate::semconv::attributes::{
    LLM_PROMPT_TEMPLATE, LLM_PROMPT_TEMPLATE_VARIABLES, LLM_PROMPT_TEMPLATE_VERSION, METADATA, SESSION_ID,
    TAG_TAGS, USER_ID,
};

/// Attributes for a part of the program; nothing happens until they are attached, scoped or put on a Context.
#[derive(Clone, Debug, Default)]
#[must_use = "attach the attributes, or scope a future with them"]
pub struct ContextAttributes {
    /// Starts from nothing instead of from what is inherited.
    cleared: bool,
    /// None takes the attribute away.
    changes: Vec<(Key, Option<Value>)>,
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

    /// `llm.prompt_template.template`, `.version` and `.variables`: the template, its version, and what was put
    /// into it (written as JSON). An empty version is left out.
    pub fn prompt_template(
        self,
        template: impl Into<String>,
        version: impl Into<String>,
        variables: impl Serialize,
    ) -> Self {
        let version = version.into();
        let set = self
            .attribute(LLM_PROMPT_TEMPLATE, template.into())
            .json(LLM_PROMPT_TEMPLATE_VARIABLES, &variables);
        if version.is_empty() { set } else { set.attribute(LLM_PROMPT_TEMPLATE_VERSION, version) }
    }

    /// Any other attribute.
    pub fn attribute(mut self, key: impl Into<Key>, value: impl Into<Value>) -> Self {
        self.changes.push((key.into(), Some(value.into())));
        self
    }

    /// The spans below do not inherit this attribute.
    pub fn without(mut self, key: impl Into<Key>) -> Self {
        self.changes.push((key.into(), None));
        self
    }

    /// The spans below inherit nothing but what is set here.
    pub fn cleared(mut self) -> Self {
        self.cleared = true;
        self
    }

    fn json(self, key: &'static str, value: &impl Serialize) -> Self {
        let config = trace_config(&current_context::get());
        if config.hides(key) != Hidden::Visible {
            // What is hidden is not serialised.
            return self.attribute(key, REDACTED);
        }
        match record::to_json(value, &config) {
            Ok(Json::String(text)) => self.attribute(key, text),
            Ok(json) => self.attribute(key, json.write(config.value_length_limit())),
            // What cannot be serialised is left out: setting up a scope never fails the work in it.
            Err(_) => self,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.cleared
    }

    /// `cx` with these attributes, over those that it already has.
    #[must_use]
    pub fn on(self, cx: &Context) -> Context {
        let mut all = if self.cleared { Vec::new() } else { inherited(cx).to_vec() };
        for (key, value) in self.changes {
            let known = all.iter().position(|attribute| attribute.key == key);
            match (value, known) {
                (Some(value), Some(at)) => all[at].value = value,
                (Some(value), None) => all.push(KeyValue::new(key, value)),
                (None, Some(at)) => drop(all.remove(at)),
                (None, None) => {}
            }
        }
        cx.with_value(Inherited::new(all))
    }

    /// Sets them on this thread until the guard is dropped. The guard must not live across an `.await` (it is not
    /// `Send`, so that the compiler objects in most places): use [`scope`](Self::scope) there.
    pub fn attach(self) -> AttachedContext {
        current_context::attach(self.on(&current_context::get()))
    }

    /// Sets them while `f` runs.
    pub fn in_scope<T>(self, f: impl FnOnce() -> T) -> T {
        let _attached = self.attach();
        f()
    }
}

/// An empty set of context attributes, to be filled and then attached.
pub fn attributes() -> ContextAttributes {
    ContextAttributes::default()
}
