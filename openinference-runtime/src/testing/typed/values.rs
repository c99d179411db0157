//! The typed values that only tests read back.

use crate::json::Json;
use crate::semconv::attributes as keys;
use crate::testing::AttributeMap;
use crate::value::flat::{Flat, FlatReader};
use crate::value::{Cost, Embedding, PromptTemplate, TokenCount};

impl Flat for AttributeMap {
    fn get(&self, key: &str) -> Option<&Json> {
        Self::get(self, key)
    }

    fn below<'a>(&'a self, _: &str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
        Box::new(self.keys())
    }
}

impl FlatReader<'_> {
    fn count(&self, key: &str) -> Option<u64> {
        u64::try_from(self.get(key)?.as_i64()?).ok()
    }

    pub(super) fn embedding(&self) -> Embedding {
        let vector = self.get(keys::EMBEDDING_VECTOR).and_then(Json::as_array);
        Embedding {
            text: self.text(keys::EMBEDDING_TEXT),
            vector: vector.into_iter().flatten().filter_map(Json::as_f64).collect(),
        }
    }

    pub(super) fn token_count(&self) -> TokenCount {
        TokenCount {
            prompt: self.count(keys::LLM_TOKEN_COUNT_PROMPT),
            completion: self.count(keys::LLM_TOKEN_COUNT_COMPLETION),
            total: self.count(keys::LLM_TOKEN_COUNT_TOTAL),
            cache_read: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ),
            cache_write: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
            prompt_audio: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO),
            reasoning: self.count(keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING),
            completion_audio: self.count(keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO),
        }
    }

    pub(super) fn cost(&self) -> Cost {
        Cost {
            prompt: self.float(keys::LLM_COST_PROMPT),
            completion: self.float(keys::LLM_COST_COMPLETION),
            total: self.float(keys::LLM_COST_TOTAL),
            input: self.float(keys::LLM_COST_PROMPT_DETAILS_INPUT),
            cache_read: self.float(keys::LLM_COST_PROMPT_DETAILS_CACHE_READ),
            cache_write: self.float(keys::LLM_COST_PROMPT_DETAILS_CACHE_WRITE),
            prompt_audio: self.float(keys::LLM_COST_PROMPT_DETAILS_AUDIO),
            output: self.float(keys::LLM_COST_COMPLETION_DETAILS_OUTPUT),
            reasoning: self.float(keys::LLM_COST_COMPLETION_DETAILS_REASONING),
            completion_audio: self.float(keys::LLM_COST_COMPLETION_DETAILS_AUDIO),
        }
    }

    pub(super) fn prompt_template(&self) -> Option<PromptTemplate> {
        let template = PromptTemplate {
            template: self.text(keys::LLM_PROMPT_TEMPLATE),
            variables: self.json(keys::LLM_PROMPT_TEMPLATE_VARIABLES),
            version: self.text(keys::LLM_PROMPT_TEMPLATE_VERSION),
            vendor: self.text(keys::PROMPT_VENDOR),
            id: self.text(keys::PROMPT_ID),
            url: self.text(keys::PROMPT_URL),
        };
        (template != PromptTemplate::default()).then_some(template)
    }
}
