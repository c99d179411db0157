//! Every format that is known.

use super::payload_format::PayloadFormat;
use super::text_generation::{HUGGING_FACE, LLAMA, LLAMA_CPP, MISTRAL, TITAN, WATSONX};
use super::{
    anthropic, bedrock, cloudflare, cohere, dashscope, documents, embeddings, gemini, genai, mistral, ollama,
    openai, rig,
};

/// One row for each.
pub(super) const REGISTRY: &[&dyn PayloadFormat] = &[
    &openai::OpenAiChat,
    &openai::OpenAiCompletions,
    &openai::OpenAiEmbeddings,
    &openai::OpenAiImages,
    &openai::OpenAiResponses,
    &openai::OpenAiTranscriptions,
    &anthropic::AnthropicMessages,
    &bedrock::BedrockConverse,
    &cloudflare::WorkersAi,
    &cohere::CohereChat,
    &cohere::CohereChatV1,
    &cohere::CohereEmbed,
    &cohere::CohereRerank,
    &dashscope::DashScope,
    &documents::DocumentsFormat::Retrieved,
    &documents::DocumentsFormat::Reranked,
    &embeddings::EmbeddingsFormat,
    &gemini::GeminiGenerate,
    &gemini::GeminiInteractions,
    &gemini::GeminiLive,
    &genai::GenaiChat,
    &mistral::MistralConversations,
    &ollama::OllamaChat,
    &ollama::OllamaGenerate,
    &rig::RigCompletion,
    #[cfg(test)]
    &super::toy::ToyAnswers,
    &HUGGING_FACE,
    &LLAMA,
    &LLAMA_CPP,
    &MISTRAL,
    &TITAN,
    &WATSONX,
];
