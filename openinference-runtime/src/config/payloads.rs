//! Whole payloads that are hidden in spans of one kind.

use super::hidden::Hidden;
use super::switches::{Switch, SwitchSet};
use crate::semconv::SpanKind;
use crate::semconv::attributes::{INPUT_MIME_TYPE, INPUT_VALUE, OUTPUT_MIME_TYPE, OUTPUT_VALUE};

/// Which of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Payloads {
    input: bool,
    output: bool,
}

impl Payloads {
    /// The payloads that hold what `hide` hides, as far as that is known of a kind.
    pub(super) fn of(hide: SwitchSet, kind: SpanKind) -> Self {
        let documents = hide.any(&[Switch::Documents]);
        let arguments = hide.any(&[Switch::ToolArguments]);
        match kind {
            SpanKind::Retriever => Self { input: false, output: documents },
            SpanKind::Reranker => Self { input: documents, output: documents },
            SpanKind::Tool => Self { input: arguments, output: false },
            // Nothing is lost with them: the messages say the rest.
            SpanKind::Llm => {
                let hidden = arguments || hide.any(&[Switch::Audio]);
                Self { input: hidden, output: hidden }
            }
            _ => Self::default(),
        }
    }

    /// How many there are.
    pub(super) const COUNT: usize = 4;

    /// Its number, below [`COUNT`](Self::COUNT).
    pub(super) fn index(self) -> usize {
        usize::from(self.input) | usize::from(self.output) << 1
    }

    pub(super) fn hides(self, key: &str) -> Hidden {
        match key {
            INPUT_VALUE if self.input => Hidden::Redacted,
            OUTPUT_VALUE if self.output => Hidden::Redacted,
            INPUT_MIME_TYPE if self.input => Hidden::Dropped,
            OUTPUT_MIME_TYPE if self.output => Hidden::Dropped,
            _ => Hidden::Visible,
        }
    }
}
