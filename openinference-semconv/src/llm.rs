//! `llm.system` and `llm.provider`.

use crate::enumeration::enumeration;

enumeration! {
    /// Values of [`LLM_SYSTEM`](crate::attributes::LLM_SYSTEM) and
    /// [`DECISION_SYSTEM`](crate::attributes::DECISION_SYSTEM) (`spec/semantic_conventions.md`, the lists of
    /// well-known values): whose product or API a call speaks to. If one applies it has to be used, otherwise a custom
    /// value is allowed.
    pub enum LlmSystem {
        /// Anthropic: Claude.
        Anthropic = "anthropic",
        /// OpenAI, and what speaks its API.
        OpenAi = "openai",
        /// Google Vertex AI and Gemini.
        VertexAi = "vertexai",
        /// Cohere.
        Cohere = "cohere",
        /// Mistral AI.
        MistralAi = "mistralai",
        /// xAI: Grok.
        XAi = "xai",
        /// DeepSeek.
        DeepSeek = "deepseek",
        /// Amazon: Nova and Titan.
        Amazon = "amazon",
        /// Meta: Llama.
        Meta = "meta",
        /// AI21 Labs: Jamba.
        Ai21 = "ai21",
        /// TypeSafe AI: Jev. Newer than the pinned specification; from the Python package.
        TypeSafe = "typesafe",
    }
}

enumeration! {
    /// Values of [`LLM_PROVIDER`](crate::attributes::LLM_PROVIDER) and
    /// [`DECISION_PROVIDER`](crate::attributes::DECISION_PROVIDER) (`spec/semantic_conventions.md`, the lists of
    /// well-known values): who runs the model. A model of one vendor may be hosted by another, so this can differ from
    /// [`LlmSystem`]. If one applies it has to be used, otherwise a custom value is allowed.
    pub enum LlmProvider {
        /// Anthropic.
        Anthropic = "anthropic",
        /// OpenAI.
        OpenAi = "openai",
        /// Cohere.
        Cohere = "cohere",
        /// Mistral AI.
        MistralAi = "mistralai",
        /// Microsoft Azure.
        Azure = "azure",
        /// Google Cloud and Google AI.
        Google = "google",
        /// Amazon Web Services.
        Aws = "aws",
        /// xAI.
        XAi = "xai",
        /// DeepSeek.
        DeepSeek = "deepseek",
        /// Groq.
        Groq = "groq",
        /// Fireworks AI.
        Fireworks = "fireworks",
        /// Moonshot AI.
        Moonshot = "moonshot",
        /// Cerebras.
        Cerebras = "cerebras",
        /// Perplexity.
        Perplexity = "perplexity",
        /// Together AI.
        Together = "together",
        /// Ollama.
        Ollama = "ollama",
        /// Meta. Newer than the pinned specification; from the Python package.
        Meta = "meta",
        /// Z.ai. Newer than the pinned specification; from the Python package.
        Zai = "zai",
        /// MiniMax. Newer than the pinned specification; from the Python package.
        MiniMax = "minimax",
        /// Oracle Cloud Infrastructure. Newer than the pinned specification; from the Python package.
        Oracle = "oracle",
        /// TypeSafe AI. Newer than the pinned specification; from the Python package.
        TypeSafe = "typesafe",
    }
}
