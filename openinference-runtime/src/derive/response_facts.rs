//! What every answer says beside its messages.

use crate::opentelemetry::KeyValue;

use crate::attributes::Attributes;
use crate::providers::values;
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{
    LLM_FINISH_REASON, LLM_MODEL_NAME, LLM_PROVIDER, LLM_REQUEST_MODEL_NAME, LLM_RESPONSE_MODEL_NAME,
    LLM_SYSTEM,
};
use crate::value::{Chunk, Cost, TokenCount};

/// Of a request or an answer: which model, and whose it is. The name of the model says whose, unless something else does.
#[derive(Debug, Default)]
pub(super) struct Model {
    pub(super) name: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) system: Option<String>,
}

impl Model {
    /// Of a request.
    pub(super) fn write_asked(self, out: &mut Attributes<'_>) {
        self.write(LLM_REQUEST_MODEL_NAME, out);
    }

    /// Of an answer.
    pub(super) fn write_answered(self, out: &mut Attributes<'_>) {
        self.write(LLM_RESPONSE_MODEL_NAME, out);
    }

    fn write(self, key: KeyPattern, out: &mut Attributes<'_>) {
        let system = self.system.or_else(|| values::system(self.name.as_deref()).map(str::to_owned));
        for (key, value) in [(LLM_SYSTEM, system), (LLM_PROVIDER, self.provider)] {
            if let Some(value) = value {
                out.push(key, value);
            }
        }
        if let Some(name) = self.name {
            out.push(LLM_MODEL_NAME, name.clone());
            out.push(key, name);
        }
    }
}

/// Of an answer: all but its messages.
#[derive(Debug, Default)]
pub(super) struct ResponseFacts {
    pub(super) model: Model,
    pub(super) finish_reason: Option<String>,
    pub(super) usage: TokenCount,
    pub(super) cost: Cost,
    pub(super) attributes: Vec<KeyValue>,
}

impl ResponseFacts {
    /// Takes what a piece knows, over what earlier ones said.
    pub(super) fn add(&mut self, chunk: Chunk) {
        let Chunk { model, provider, system, finish_reason, usage, cost, attributes, .. } = chunk;
        self.model.name = model.or(self.model.name.take());
        self.model.provider = provider.or(self.model.provider.take());
        self.model.system = system.or(self.model.system.take());
        self.finish_reason = finish_reason.or(self.finish_reason.take());
        self.usage = newer_count(usage, self.usage);
        self.cost = newer_cost(cost, self.cost);
        for attribute in attributes {
            match self.attributes.iter_mut().find(|known| known.key == attribute.key) {
                Some(known) => *known = attribute,
                None => self.attributes.push(attribute),
            }
        }
    }

    pub(super) fn write(self, out: &mut Attributes<'_>) {
        self.model.write_answered(out);
        if let Some(reason) = self.finish_reason {
            out.push(LLM_FINISH_REASON, reason);
        }
        self.usage.write(out);
        self.cost.write(out);
        write_attributes(self.attributes, out);
    }
}

pub(super) fn write_attributes(attributes: Vec<KeyValue>, out: &mut Attributes<'_>) {
    for KeyValue { key, value, .. } in attributes {
        out.push(key, value);
    }
}

/// What `new` says, and what only `old` says.
pub(super) fn newer_count(new: TokenCount, old: TokenCount) -> TokenCount {
    TokenCount {
        prompt: new.prompt.or(old.prompt),
        completion: new.completion.or(old.completion),
        total: new.total.or(old.total),
        cache_read: new.cache_read.or(old.cache_read),
        cache_write: new.cache_write.or(old.cache_write),
        prompt_audio: new.prompt_audio.or(old.prompt_audio),
        reasoning: new.reasoning.or(old.reasoning),
        completion_audio: new.completion_audio.or(old.completion_audio),
    }
}

fn newer_cost(new: Cost, old: Cost) -> Cost {
    if new == Cost::default() { old } else { new }
}
