//! `llm.prompt_template.*` and `prompt.*`.

use serde::Serialize;

use super::by_hand::json;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::record::to_json;
use crate::semconv::patterns::{
    LLM_PROMPT_TEMPLATE, LLM_PROMPT_TEMPLATE_VARIABLES, LLM_PROMPT_TEMPLATE_VERSION, PROMPT_ID, PROMPT_URL,
    PROMPT_VENDOR,
};

/// A template that a prompt is made from, and where it is kept (specification: `llm.prompt_template.*`, `prompt.*`).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PromptTemplate {
    /// The template with its placeholders.
    pub template: Option<String>,
    /// What the placeholders were filled with: a JSON object.
    pub variables: Option<Json>,
    /// The version of the template.
    pub version: Option<String>,
    /// Who keeps the template.
    pub vendor: Option<String>,
    /// The vendor's identifier of the template.
    pub id: Option<String>,
    /// Where the template can be looked at.
    pub url: Option<String>,
}

impl PromptTemplate {
    /// A template with its placeholders.
    pub fn new(template: impl Into<String>) -> Self {
        Self { template: Some(template.into()), ..Self::default() }
    }

    /// What the placeholders were filled with: something that serialises to a JSON object.
    #[must_use]
    pub fn variables<T: Serialize + ?Sized>(mut self, variables: &T) -> Self {
        self.variables = Some(json(variables));
        self
    }

    /// The version of the template.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Who keeps the template.
    #[must_use]
    pub fn vendor(mut self, vendor: impl Into<String>) -> Self {
        self.vendor = Some(vendor.into());
        self
    }

    /// The vendor's identifier of the template.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Where the template can be looked at.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Writes `llm.prompt_template.*` and `prompt.*`.
    pub fn write(&self, out: &mut Attributes<'_>) {
        out.push_text(LLM_PROMPT_TEMPLATE, self.template.as_deref());
        if let Some(variables) = &self.variables {
            // Once more, for the names of secrets that this configuration knows.
            let variables = to_json(variables, out.config()).unwrap_or_default();
            out.push_json(LLM_PROMPT_TEMPLATE_VARIABLES, &variables);
        }
        out.push_text(LLM_PROMPT_TEMPLATE_VERSION, self.version.as_deref());
        out.push_text(PROMPT_VENDOR, self.vendor.as_deref());
        out.push_text(PROMPT_ID, self.id.as_deref());
        out.push_text(PROMPT_URL, self.url.as_deref());
    }
}
