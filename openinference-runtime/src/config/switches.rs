//! The masking switches: one table that makes the bit, the variables, the method of the builder and the documentation.

/// A masking switch (specification: `configuration.md`), as documentation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MaskingSwitch {
    /// The method of [`TraceConfigBuilder`](super::TraceConfigBuilder).
    pub method: &'static str,
    /// The environment variables that set it: its own, and former spellings that deployments set.
    pub variables: &'static [&'static str],
    /// What it hides, in one sentence.
    pub hides: &'static str,
    /// Whether the reference implementation has it.
    pub in_reference: bool,
}

macro_rules! in_reference {
    (reference) => {
        true
    };
    (ours) => {
        false
    };
}

/// Makes the enumeration and the table.
macro_rules! declare {
    ($($switch:ident = $method:ident, $origin:ident, $first:literal $(or $other:literal)*: $hides:literal;)*) => {
        /// One masking switch.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Switch {
            $($switch,)*
        }

        impl Switch {
            pub(super) const ALL: &'static [Self] = &[$(Self::$switch),*];

            pub(super) const fn variables(self) -> &'static [&'static str] {
                match self {
                    $(Self::$switch => &[$first $(, $other)*],)*
                }
            }
        }

        /// Every masking switch.
        pub const MASKING_SWITCHES: &[MaskingSwitch] = &[$(MaskingSwitch {
            method: stringify!($method),
            variables: Switch::$switch.variables(),
            hides: $hides,
            in_reference: in_reference!($origin),
        }),*];
    };
}

/// Every switch, for the macro of this name: variant, method of the builder, whose it is, variables, what it does.
macro_rules! masking_switches {
    ($callback:ident) => {
        $callback! {
    LlmInvocationParameters = hide_llm_invocation_parameters, reference, "OPENINFERENCE_HIDE_LLM_INVOCATION_PARAMETERS":
        "Drops the parameters of model calls.";
    LlmTools = hide_llm_tools, reference, "OPENINFERENCE_HIDE_LLM_TOOLS": "Drops the tools that a model is told about.";
    Inputs = hide_inputs, reference, "OPENINFERENCE_HIDE_INPUTS":
        "Redacts `input.value`, prompts and the query of rerankers; drops input messages, images, documents of rerankers and advertised tools.";
    Outputs = hide_outputs, reference, "OPENINFERENCE_HIDE_OUTPUTS":
        "Redacts `output.value`, choices and what retrieved documents say; drops output messages, images and documents of rerankers.";
    InputMessages = hide_input_messages, reference, "OPENINFERENCE_HIDE_INPUT_MESSAGES": "Drops input messages.";
    OutputMessages = hide_output_messages, reference, "OPENINFERENCE_HIDE_OUTPUT_MESSAGES": "Drops output messages.";
    InputImages = hide_input_images, reference, "OPENINFERENCE_HIDE_INPUT_IMAGES":
        "Drops the images of input messages.";
    InputText = hide_input_text, reference, "OPENINFERENCE_HIDE_INPUT_TEXT":
        "Redacts the text of input messages, reasoning included.";
    OutputText = hide_output_text, reference, "OPENINFERENCE_HIDE_OUTPUT_TEXT":
        "Redacts the text of output messages, reasoning included.";
    Prompts = hide_prompts, reference, "OPENINFERENCE_HIDE_PROMPTS": "Redacts the prompts of the completions API.";
    Choices = hide_choices, reference, "OPENINFERENCE_HIDE_CHOICES": "Redacts the choices of the completions API.";
    EmbeddingsVectors = hide_embeddings_vectors, reference,
        "OPENINFERENCE_HIDE_EMBEDDINGS_VECTORS" or "OPENINFERENCE_HIDE_EMBEDDING_VECTORS":
        "Redacts embedding vectors.";
    EmbeddingsText = hide_embeddings_text, reference, "OPENINFERENCE_HIDE_EMBEDDINGS_TEXT":
        "Redacts the texts of embeddings.";
    RetrievalDocuments = hide_retrieval_documents, reference, "OPENINFERENCE_HIDE_RETRIEVAL_DOCUMENTS":
        "Redacts content and metadata of retrieved documents.";
    Documents = hide_documents, ours, "OPENINFERENCE_HIDE_DOCUMENTS":
        "Redacts content and metadata of all documents, the output of RETRIEVER spans and input and output of RERANKER spans. Ids and scores are kept; documents in the text of prompts are text.";
    ToolArguments = hide_tool_arguments, ours, "OPENINFERENCE_HIDE_TOOL_ARGUMENTS":
        "Redacts the arguments of tool calls, the input of TOOL spans, and input and output values of LLM spans, in which arguments stand too; messages say the rest.";
    Exceptions = hide_exceptions, ours, "OPENINFERENCE_HIDE_EXCEPTIONS":
        "Redacts messages and causes of errors and panics, in events and status descriptions; types are kept.";
    Metadata = hide_metadata, ours, "OPENINFERENCE_HIDE_METADATA":
        "Redacts `metadata`, and that of documents and annotations.";
    Audio = hide_audio, ours, "OPENINFERENCE_HIDE_AUDIO":
        "Redacts audio and transcripts, and input and output values of LLM spans, in which audio stands too.";
        }
    };
}

pub(super) use masking_switches;

masking_switches!(declare);

impl Switch {
    fn bit(self) -> u32 {
        1 << self as u16
    }
}

/// A set of [`Switch`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SwitchSet(u32);

impl SwitchSet {
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
