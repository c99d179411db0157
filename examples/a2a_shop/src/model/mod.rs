//! The models behind the agents: one conversation, two ways of saying it.

mod anthropic;
mod conversation;
mod http;
mod openai;

use anyhow::Result;
use example_support::endpoint::{self, set};

use self::{anthropic::Anthropic, openai::OpenAi};
pub use self::{
    conversation::{Call, Conversation, Said, Tool, Turn},
    http::ModelError,
};

/// What the models say where the environment names none.
const SCRIPT: &str = include_str!("../../scripts/shop.json");

/// Whose API a model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Chat completions of OpenAI.
    OpenAi,
    /// Messages of Anthropic.
    Anthropic,
}

/// A model.
#[derive(Debug)]
pub enum Model {
    /// By chat completions of OpenAI.
    OpenAi(OpenAi),
    /// By messages of Anthropic.
    Anthropic(Anthropic),
}

impl Model {
    /// The model that the environment names for this provider, else a scripted one.
    ///
    /// # Errors
    /// When there is no script or no port for it.
    pub async fn of(provider: Provider) -> Result<Self> {
        let named = |variable, default: &str| set(variable).unwrap_or_else(|| default.to_owned());
        Ok(match provider {
            Provider::OpenAi => {
                let endpoint = endpoint::openai(SCRIPT).await?;
                Self::OpenAi(OpenAi::new(endpoint, named("OPENAI_MODEL", "gpt-4o-mini")))
            }
            Provider::Anthropic => {
                let endpoint = endpoint::anthropic::endpoint(SCRIPT).await?;
                Self::Anthropic(Anthropic::new(endpoint, named("ANTHROPIC_MODEL", "claude-haiku-4-5")))
            }
        })
    }

    /// What it says next.
    ///
    /// # Errors
    /// When it does not answer, or with what is no answer.
    pub async fn say(&self, conversation: &Conversation) -> Result<Said, ModelError> {
        match self {
            Self::OpenAi(model) => model.say(conversation).await,
            Self::Anthropic(model) => model.say(conversation).await,
        }
    }
}
