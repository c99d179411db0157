//! The table of providers: what each is called, where it is reached, how its models are named and how it charges.
//!
//! Whatever asks who runs a model, whose it is, or what either is called elsewhere, reads [`PROVIDERS`]. A new provider is
//! a row here and, where the conventions have a name for it, a value of [`LlmProvider`].

use crate::LlmProvider as Run;
use crate::LlmSystem as System;
use crate::text::{is_host_or_subdomain, starts_with_ignoring_case};
use crate::{LlmProvider, LlmSystem};

/// One row: a provider under one of its names, or a system whose models are sold by others only.
///
/// A provider has a row for each name that GenAI gives to it; the first one is the general one: that of a provider who
/// runs the models of others has no system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provider {
    /// Who runs the model (`llm.provider`).
    pub provider: Option<LlmProvider>,
    /// Whose product or API it is (`llm.system`), where the name says that.
    pub system: Option<LlmSystem>,
    /// `gen_ai.provider.name` of OpenTelemetry's GenAI conventions, where they have one.
    pub gen_ai_name: Option<&'static str>,
    /// What else it is called: former values of `gen_ai.system`, and names in clients. Case does not matter.
    pub aliases: &'static [&'static str],
    /// Host names of its services; subdomains count.
    pub hosts: &'static [&'static str],
    /// How the names of the models of [`system`](Self::system) begin. Case does not matter, the longest one wins.
    pub model_prefixes: &'static [&'static str],
    /// Fields of a request for a chat completion that nobody else takes.
    pub request_fields: &'static [&'static str],
    /// Fields of a chat completion, or of one of its choices, that nobody else writes.
    pub response_fields: &'static [&'static str],
    /// Its entries in LiteLLM's price file; in a provider's first row.
    pub litellm: LiteLlm,
    /// How it charges for what is used, as far as LiteLLM's entries do not say it; in a provider's first row.
    pub billing: Billing,
}

/// How [LiteLLM](https://github.com/BerriAI/litellm) names a provider in its price file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LiteLlm {
    /// What its entries begin with (`<prefix>/<model>`), in the order in which they are looked for.
    pub prefixes: &'static [&'static str],
    /// Its values of `litellm_provider`, each as it is or with more after a hyphen.
    pub providers: &'static [&'static str],
}

/// How a provider charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Billing {
    /// Whether the price of long prompts begins with the prompt that is exactly as long, and not with the next longer one.
    pub long_prompt_is_inclusive: bool,
    /// Price of input that was read from a cache, in percent of other input, for models that have no price of their own
    /// for it.
    pub cache_read_percent: Option<u8>,
}

const ROW: Provider = Provider {
    provider: None,
    system: None,
    gen_ai_name: None,
    aliases: &[],
    hosts: &[],
    model_prefixes: &[],
    request_fields: &[],
    response_fields: &[],
    litellm: LiteLlm { prefixes: &[], providers: &[] },
    billing: Billing { long_prompt_is_inclusive: false, cache_read_percent: None },
};

/// A provider of its own models.
const fn maker(provider: LlmProvider, system: LlmSystem) -> Provider {
    Provider { provider: Some(provider), system: Some(system), ..ROW }
}

/// A provider of the models of others, or of its own that are no system of the conventions.
const fn host(provider: LlmProvider) -> Provider {
    Provider { provider: Some(provider), ..ROW }
}

/// Models that have no service of their own maker in the conventions.
const fn system(system: LlmSystem) -> Provider {
    Provider { system: Some(system), ..ROW }
}

const fn litellm(prefixes: &'static [&'static str], providers: &'static [&'static str]) -> LiteLlm {
    LiteLlm { prefixes, providers }
}

/// Every provider and every system of the conventions. Hosts and the beginnings of models' names are those of the
/// reference's Python helpers `infer_llm_provider_from_host` and `infer_llm_system_from_model_name`, and the beginnings
/// that those lack.
pub const PROVIDERS: &[Provider] = &[
    Provider {
        gen_ai_name: Some("openai"),
        aliases: &["openairesp"],
        hosts: &["api.openai.com"],
        model_prefixes: &[
            "gpt",
            "o1",
            "o3",
            "o4",
            "text-embedding",
            "davinci",
            "curie",
            "babbage",
            "ada",
            "azure",
            "openai",
            "chatgpt",
            "codex",
        ],
        litellm: litellm(&["openai"], &["openai", "text-completion-openai"]),
        ..maker(Run::OpenAi, System::OpenAi)
    },
    Provider {
        gen_ai_name: Some("anthropic"),
        hosts: &["api.anthropic.com"],
        model_prefixes: &["google_anthropic_vertex", "anthropic", "claude"],
        litellm: litellm(&["anthropic"], &["anthropic"]),
        ..maker(Run::Anthropic, System::Anthropic)
    },
    Provider {
        gen_ai_name: Some("azure.ai.inference"),
        aliases: &["az.ai.inference"],
        hosts: &["services.ai.azure.com", "cognitiveservices.azure.com"],
        request_fields: &["data_sources"],
        response_fields: &["prompt_filter_results", "content_filter_results"],
        litellm: litellm(&["azure", "azure_ai"], &["azure", "azure_ai", "azure_text"]),
        ..host(Run::Azure)
    },
    Provider {
        gen_ai_name: Some("azure.ai.openai"),
        aliases: &["az.ai.openai"],
        hosts: &["openai.azure.com"],
        ..maker(Run::Azure, System::OpenAi)
    },
    Provider {
        gen_ai_name: Some("gcp.gen_ai"),
        litellm: litellm(&["gemini", "vertex_ai"], &["gemini", "vertex_ai"]),
        ..host(Run::Google)
    },
    Provider {
        gen_ai_name: Some("gcp.vertex_ai"),
        aliases: &["vertex_ai", "vertex"],
        hosts: &["aiplatform.googleapis.com"],
        model_prefixes: &["gemini", "vertex", "google"],
        ..maker(Run::Google, System::VertexAi)
    },
    Provider {
        gen_ai_name: Some("gcp.gemini"),
        aliases: &["gemini", "geminiix"],
        hosts: &["generativelanguage.googleapis.com"],
        ..host(Run::Google)
    },
    Provider {
        gen_ai_name: Some("aws.bedrock"),
        aliases: &["aws_bedrock", "bedrock", "bedrockapi", "bedrocksigv4"],
        hosts: &["amazonaws.com"],
        litellm: litellm(&["bedrock"], &["bedrock", "bedrock_converse"]),
        ..host(Run::Aws)
    },
    Provider {
        gen_ai_name: Some("aws.bedrock"),
        model_prefixes: &["amazon", "nova", "titan"],
        ..maker(Run::Aws, System::Amazon)
    },
    Provider {
        gen_ai_name: Some("cohere"),
        hosts: &["api.cohere.com", "api.cohere.ai"],
        model_prefixes: &["cohere", "command", "c4ai"],
        litellm: litellm(&["cohere", "cohere_chat"], &["cohere", "cohere_chat"]),
        ..maker(Run::Cohere, System::Cohere)
    },
    Provider {
        gen_ai_name: Some("mistral_ai"),
        aliases: &["mistral"],
        hosts: &["api.mistral.ai"],
        model_prefixes: &["mistral", "mixtral", "pixtral", "codestral", "ministral", "magistral", "devstral"],
        request_fields: &["safe_prompt", "random_seed", "prompt_mode"],
        litellm: litellm(&["mistral", "codestral"], &["mistral", "codestral", "text-completion-codestral"]),
        ..maker(Run::MistralAi, System::MistralAi)
    },
    Provider {
        gen_ai_name: Some("x_ai"),
        hosts: &["api.x.ai"],
        model_prefixes: &["grok"],
        litellm: litellm(&["xai"], &["xai"]),
        billing: Billing { long_prompt_is_inclusive: true, ..ROW.billing },
        ..maker(Run::XAi, System::XAi)
    },
    Provider {
        gen_ai_name: Some("deepseek"),
        hosts: &["api.deepseek.com"],
        model_prefixes: &["deepseek"],
        litellm: litellm(&["deepseek"], &["deepseek"]),
        ..maker(Run::DeepSeek, System::DeepSeek)
    },
    Provider {
        gen_ai_name: Some("groq"),
        hosts: &["api.groq.com"],
        response_fields: &["x_groq"],
        litellm: litellm(&["groq"], &["groq"]),
        ..host(Run::Groq)
    },
    Provider {
        gen_ai_name: Some("perplexity"),
        hosts: &["api.perplexity.ai"],
        request_fields: &["search_domain_filter", "search_recency_filter", "return_related_questions"],
        litellm: litellm(&["perplexity"], &["perplexity"]),
        ..host(Run::Perplexity)
    },
    Provider {
        gen_ai_name: Some("moonshot_ai"),
        hosts: &["api.moonshot.cn"],
        litellm: litellm(&["moonshot"], &["moonshot"]),
        ..host(Run::Moonshot)
    },
    Provider {
        hosts: &["api.fireworks.ai"],
        litellm: litellm(&["fireworks_ai"], &["fireworks_ai"]),
        billing: Billing { cache_read_percent: Some(50), ..ROW.billing },
        ..host(Run::Fireworks)
    },
    Provider {
        hosts: &["api.cerebras.ai"],
        litellm: litellm(&["cerebras"], &["cerebras"]),
        ..host(Run::Cerebras)
    },
    Provider {
        hosts: &["api.together.ai", "api.together.xyz"],
        litellm: litellm(&["together_ai"], &["together_ai"]),
        ..host(Run::Together)
    },
    Provider {
        hosts: &["ollama.com"],
        litellm: litellm(&["ollama"], &["ollama", "ollama_chat"]),
        ..host(Run::Ollama)
    },
    Provider {
        hosts: &["api.meta.ai"],
        litellm: litellm(&["meta_llama", "meta"], &["meta_llama", "meta"]),
        ..host(Run::Meta)
    },
    Provider { model_prefixes: &["llama", "meta"], ..system(System::Meta) },
    Provider { hosts: &["api.z.ai"], litellm: litellm(&["zai"], &["zai"]), ..host(Run::Zai) },
    Provider {
        hosts: &["api.minimax.io", "api.minimaxi.com", "api.minimax.chat"],
        litellm: litellm(&["minimax"], &["minimax"]),
        ..host(Run::MiniMax)
    },
    Provider { hosts: &["oci.oraclecloud.com"], litellm: litellm(&["oci"], &["oci"]), ..host(Run::Oracle) },
    Provider { model_prefixes: &["jamba", "ai21"], ..system(System::Ai21) },
    Provider {
        hosts: &["api.typesafe.ai"],
        model_prefixes: &["jev", "typesafe"],
        litellm: litellm(&["typesafe"], &["typesafe"]),
        ..maker(Run::TypeSafe, System::TypeSafe)
    },
];

impl Provider {
    /// Its row by any of its names: `llm.provider`, `gen_ai.provider.name`, what clients and former conventions call it, or
    /// how LiteLLM's entries begin. Case and surrounding white space do not matter.
    ///
    /// ```
    /// use openinference_semconv::LlmProvider;
    /// use openinference_semconv::providers::Provider;
    ///
    /// let row = Provider::named("az.ai.openai");
    /// assert_eq!(row.and_then(|row| row.provider), Some(LlmProvider::Azure));
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = name.trim();
        let row = |is_meant: &dyn Fn(&Self) -> bool| PROVIDERS.iter().find(|row| is_meant(row));
        let is_one_of = |names: &[&str]| names.iter().any(|one| one.eq_ignore_ascii_case(name));
        row(&|row| row.provider.is_some_and(|provider| provider.as_str().eq_ignore_ascii_case(name)))
            .or_else(|| row(&|row| row.gen_ai_name.is_some_and(|known| known.eq_ignore_ascii_case(name))))
            .or_else(|| row(&|row| is_one_of(row.aliases)))
            .or_else(|| row(&|row| is_one_of(row.litellm.prefixes)))
    }

    /// The row that holds what is said once for each provider: its first one.
    #[must_use]
    pub fn of(provider: LlmProvider) -> Option<&'static Self> {
        PROVIDERS.iter().find(|row| row.provider == Some(provider))
    }

    /// Who sells the models of a system under their own name: who made them. `system` is a value of `llm.system`; case does
    /// not matter. `None` for models that only others sell.
    #[must_use]
    pub fn selling(system: &str) -> Option<&'static Self> {
        let row = PROVIDERS.iter().find(|row| row.is_of_system(system))?;
        Self::of(row.provider?)
    }

    /// The system of a provider's own models or API.
    #[must_use]
    pub fn own_system(provider: LlmProvider) -> Option<LlmSystem> {
        PROVIDERS.iter().filter(|row| row.provider == Some(provider)).find_map(|row| row.system)
    }

    /// Who alone takes a field in requests for chat completions.
    pub fn taking(mut has: impl FnMut(&str) -> bool) -> Option<LlmProvider> {
        PROVIDERS.iter().find(|row| row.request_fields.iter().any(|field| has(field)))?.provider
    }

    /// Who alone writes a field in chat completions, or in their choices.
    pub fn writing(mut has: impl FnMut(&str) -> bool) -> Option<LlmProvider> {
        PROVIDERS.iter().find(|row| row.response_fields.iter().any(|field| has(field)))?.provider
    }

    fn is_of_system(&self, system: &str) -> bool {
        self.system.is_some_and(|known| known.as_str().eq_ignore_ascii_case(system))
    }
}

/// `gen_ai.provider.name` for what a span says in `llm.provider` and `llm.system`. `None` where GenAI's conventions have no
/// name for it.
///
/// ```
/// use openinference_semconv::providers::gen_ai_name;
///
/// assert_eq!(gen_ai_name(Some("azure"), Some("openai")), Some("azure.ai.openai"));
/// assert_eq!(gen_ai_name(Some("moonshot"), None), Some("moonshot_ai"));
/// assert_eq!(gen_ai_name(None, Some("vertexai")), Some("gcp.vertex_ai"));
/// ```
#[must_use]
pub fn gen_ai_name(provider: Option<&str>, system: Option<&str>) -> Option<&'static str> {
    let is_of = |row: &&Provider| system.is_some_and(|system| row.is_of_system(system));
    let Some(provider) = provider else { return PROVIDERS.iter().find(is_of)?.gen_ai_name };
    let rows = || {
        PROVIDERS
            .iter()
            .filter(|row| row.provider.is_some_and(|known| known.as_str().eq_ignore_ascii_case(provider)))
    };
    // A row without a system is that of a provider of the models of others.
    let row =
        rows().find(is_of).or_else(|| rows().find(|row| row.system.is_none())).or_else(|| rows().next());
    row?.gen_ai_name
}

/// Who runs the service at a host.
pub(crate) fn of_host(host: &str) -> Option<LlmProvider> {
    PROVIDERS.iter().find(|row| row.hosts.iter().any(|known| is_host_or_subdomain(host, known)))?.provider
}

/// Whose a model is, by how its name begins; of several beginnings the longest counts.
pub(crate) fn of_model(model: &str) -> Option<LlmSystem> {
    // Asked for each call of a model: most beginnings are told apart by one letter.
    let first = model.as_bytes().first()?.to_ascii_lowercase();
    let mut longest: Option<(usize, &Provider)> = None;
    for row in PROVIDERS {
        for prefix in row.model_prefixes {
            let may_fit = prefix.as_bytes().first().is_none_or(|byte| byte.to_ascii_lowercase() == first);
            if may_fit
                && longest.is_none_or(|(length, _)| length <= prefix.len())
                && starts_with_ignoring_case(model, prefix)
            {
                longest = Some((prefix.len(), row));
            }
        }
    }
    longest?.1.system
}
