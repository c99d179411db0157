//! The switches of the reference implementation and five beyond it, one bit each.

/// One `OPENINFERENCE_HIDE_*` switch (specification: `configuration.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    LlmInvocationParameters,
    LlmTools,
    Inputs,
    Outputs,
    InputMessages,
    OutputMessages,
    InputImages,
    InputText,
    OutputText,
    Prompts,
    Choices,
    /// The deprecated spelling, kept because deployments set it.
    EmbeddingVectors,
    EmbeddingsVectors,
    EmbeddingsText,
    /// Younger than the specification.
    RetrievalDocuments,
    /// From here on: not of the reference implementation.
    Documents,
    ToolArguments,
    Exceptions,
    Metadata,
    Audio,
}

impl Switch {
    pub(super) const ALL: [Self; 20] = [
        Self::LlmInvocationParameters,
        Self::LlmTools,
        Self::Inputs,
        Self::Outputs,
        Self::InputMessages,
        Self::OutputMessages,
        Self::InputImages,
        Self::InputText,
        Self::OutputText,
        Self::Prompts,
        Self::Choices,
        Self::EmbeddingVectors,
        Self::EmbeddingsVectors,
        Self::EmbeddingsText,
        Self::RetrievalDocuments,
        Self::Documents,
        Self::ToolArguments,
        Self::Exceptions,
        Self::Metadata,
        Self::Audio,
    ];

    pub(super) fn variable(self) -> &'static str {
        match self {
            Self::LlmInvocationParameters => "OPENINFERENCE_HIDE_LLM_INVOCATION_PARAMETERS",
            Self::LlmTools => "OPENINFERENCE_HIDE_LLM_TOOLS",
            Self::Inputs => "OPENINFERENCE_HIDE_INPUTS",
            Self::Outputs => "OPENINFERENCE_HIDE_OUTPUTS",
            Self::InputMessages => "OPENINFERENCE_HIDE_INPUT_MESSAGES",
            Self::OutputMessages => "OPENINFERENCE_HIDE_OUTPUT_MESSAGES",
            Self::InputImages => "OPENINFERENCE_HIDE_INPUT_IMAGES",
            Self::InputText => "OPENINFERENCE_HIDE_INPUT_TEXT",
            Self::OutputText => "OPENINFERENCE_HIDE_OUTPUT_TEXT",
            Self::Prompts => "OPENINFERENCE_HIDE_PROMPTS",
            Self::Choices => "OPENINFERENCE_HIDE_CHOICES",
            Self::EmbeddingVectors => "OPENINFERENCE_HIDE_EMBEDDING_VECTORS",
            Self::EmbeddingsVectors => "OPENINFERENCE_HIDE_EMBEDDINGS_VECTORS",
            Self::EmbeddingsText => "OPENINFERENCE_HIDE_EMBEDDINGS_TEXT",
            Self::RetrievalDocuments => "OPENINFERENCE_HIDE_RETRIEVAL_DOCUMENTS",
            Self::Documents => "OPENINFERENCE_HIDE_DOCUMENTS",
            Self::ToolArguments => "OPENINFERENCE_HIDE_TOOL_ARGUMENTS",
            Self::Exceptions => "OPENINFERENCE_HIDE_EXCEPTIONS",
            Self::Metadata => "OPENINFERENCE_HIDE_METADATA",
            Self::Audio => "OPENINFERENCE_HIDE_AUDIO",
        }
    }

    fn bit(self) -> u32 {
        1 << self as u16
    }
}

/// A set of [`Switch`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hide(u32);

impl Hide {
    pub(super) fn set(&mut self, switch: Switch, on: bool) {
        if on {
            self.0 |= switch.bit();
        } else {
            self.0 &= !switch.bit();
        }
    }

    pub(super) fn any(self, switches: &[Switch]) -> bool {
        switches.iter().any(|switch| self.0 & switch.bit() != 0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}
