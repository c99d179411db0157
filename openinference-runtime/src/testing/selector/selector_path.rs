//! A path to spans.

use std::fmt;
use std::str::FromStr;

use super::step::{SelectorError, Step};
use super::{find, parse};
use crate::testing::trace::Node;

/// A path to spans.
///
/// | written | meant |
/// | --- | --- |
/// | `get_weather` | spans of that name; `*` in it stands for any text |
/// | `tool` | spans of that kind, or of that name; upper and lower case are one for a kind |
/// | `tool:get_weather` | both |
/// | `"tool"` | spans named so, whatever their kind |
/// | `agent > tool` | tools directly below an agent |
/// | `agent >> tool` | tools anywhere below an agent |
/// | `> agent` | an agent that is a root |
/// | `tool[1]` | the second of its siblings that is a tool; where the step is not below another, the second of all |
/// | `llm[llm.model_name=gpt-*]` | with that attribute; without `=`, with any value of it |
/// | `tool[status=error]` | with that status: `ok`, `unset` or `error` |
///
/// ```
/// use openinference_runtime::testing::Selector;
///
/// let selector: Selector = "agent > llm[llm.system=openai][0]".parse()?;
/// # Ok::<(), openinference_runtime::testing::SelectorError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    steps: Vec<Step>,
}

impl Selector {
    /// Reads a selector.
    ///
    /// # Errors
    /// When the text is none; the message says where.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        Ok(Self { text: text.trim().to_owned(), steps: parse::parse(text)? })
    }

    /// The selector as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The spans meant, of those below and among `roots`, in the order of the tree.
    pub(in crate::testing) fn find<'t>(&self, roots: &'t [Node]) -> Vec<&'t Node> {
        find::find(&self.steps, roots)
    }

    /// Which step was the first to match nothing, as a sentence.
    pub(in crate::testing) fn explain(&self, roots: &[Node]) -> String {
        find::explain(&self.steps, roots)
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        Self::parse(text)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What a finder takes: a [`Selector`] or its text.
pub trait IntoSelector {
    /// The selector.
    ///
    /// # Errors
    /// When the text is no selector.
    fn into_selector(self) -> Result<Selector, SelectorError>;
}

impl IntoSelector for Selector {
    fn into_selector(self) -> Result<Selector, SelectorError> {
        Ok(self)
    }
}

impl IntoSelector for &Selector {
    fn into_selector(self) -> Result<Selector, SelectorError> {
        Ok(self.clone())
    }
}

impl IntoSelector for &str {
    fn into_selector(self) -> Result<Selector, SelectorError> {
        Selector::parse(self)
    }
}

impl IntoSelector for &String {
    fn into_selector(self) -> Result<Selector, SelectorError> {
        Selector::parse(self)
    }
}

impl IntoSelector for crate::semconv::SpanKind {
    /// All spans of the kind.
    fn into_selector(self) -> Result<Selector, SelectorError> {
        Selector::parse(&format!("{}:*", self.as_str()))
    }
}
