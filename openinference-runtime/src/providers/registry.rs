//! Every format that is known.

use super::payload_format::PayloadFormat;
use super::{anthropic, bedrock, cohere, documents, gemini, genai, ollama, openai, rig};

/// One row for each.
pub(super) const REGISTRY: &[&dyn PayloadFormat] = &[
    &openai::OpenAiChat,
    &openai::OpenAiCompletions,
    &openai::OpenAiEmbeddings,
    &openai::OpenAiResponses,
    &anthropic::AnthropicMessages,
    &bedrock::BedrockConverse,
    &cohere::CohereChat,
    &cohere::CohereEmbed,
    &cohere::CohereRerank,
    &documents::Documents::Retrieved,
    &documents::Documents::Reranked,
    &gemini::GeminiGenerate,
    &genai::GenaiChat,
    &ollama::OllamaChat,
    &ollama::OllamaGenerate,
    &rig::RigCompletion,
];
