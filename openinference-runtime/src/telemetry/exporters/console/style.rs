//! Colours, and when there are none.

use std::{env, ffi::OsString};

use crate::semconv::SpanKind;

/// How text is set off. Nothing is when stderr is no terminal or `NO_COLOR` is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    coloured: bool,
}

const BOLD: &str = "1";
const DIM: &str = "2";
const RED: &str = "31";

impl Style {
    pub(super) const PLAIN: Self = Self { coloured: false };
    #[cfg(test)]
    pub(super) const COLOURED: Self = Self { coloured: true };

    /// For a terminal; `NO_COLOR` (<https://no-color.org>) and a terminal that cannot are respected.
    pub(super) fn for_terminal() -> Self {
        Self::from(&|name| env::var_os(name))
    }

    pub(super) fn from(variable: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        Self { coloured: !no_color && !dumb }
    }

    pub(super) fn kind(self, kind: &str) -> String {
        let colour = match kind.parse() {
            Ok(SpanKind::Llm) => "1;35",
            Ok(SpanKind::Agent) => "1;36",
            Ok(SpanKind::Tool) => "1;33",
            Ok(SpanKind::Chain | SpanKind::Prompt) => "1;34",
            Ok(SpanKind::Retriever | SpanKind::Embedding | SpanKind::Reranker) => "1;32",
            Ok(SpanKind::Guardrail | SpanKind::Evaluator) => "1;31",
            _ => BOLD,
        };
        self.paint(colour, kind)
    }

    pub(super) fn name(self, name: &str) -> String {
        self.paint(BOLD, name)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.paint(DIM, text)
    }

    pub(super) fn error(self, text: &str) -> String {
        self.paint(RED, text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
