//! The tree as text.

use std::{fmt::Write, time::Duration};

use super::{
    forest::{Below, Tree},
    style::Style,
    summary::{Summary, Tokens},
};

/// Every tree of `below` as a root of its own.
pub(super) fn roots(below: Below, style: Style) -> String {
    let mut out = Renderer { style, text: String::new() };
    let omitted = below.omitted;
    for root in below.trees {
        out.span(&root.summary, "", continuation(&root.below));
        out.below(root.below, "");
    }
    if omitted > 0 {
        out.line("", &style.faint(&omitted_spans(omitted)));
    }
    out.text
}

struct Renderer {
    style: Style,
    text: String,
}

impl Renderer {
    fn below(&mut self, mut below: Below, indent: &str) {
        // Spans end inside out and concurrently; they are read in the order of their starts.
        below.trees.sort_by_key(|tree| tree.summary.start);
        let count = below.trees.len();
        for (index, Tree { summary, below: inner }) in below.trees.into_iter().enumerate() {
            let last = index + 1 == count && below.omitted == 0;
            let (branch, bar) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.text.push_str(&self.style.faint(&format!("{indent}{branch}")));
            let indent = format!("{indent}{bar}");
            self.span(&summary, &indent, continuation(&inner));
            self.below(inner, &indent);
        }
        if below.omitted > 0 {
            let text = self.style.faint(&format!("{indent}└─ {}", omitted_spans(below.omitted)));
            self.line("", &text);
        }
    }

    /// The line of a span, and below it the lines of its content. `bar` leads on to its children.
    fn span(&mut self, span: &Summary, indent: &str, bar: &str) {
        let style = self.style;
        let mut head = format!("{} {}", style.kind(&span.kind), style.name(&span.name));
        let facts = [
            Some(duration(span.duration)),
            span.model.clone(),
            tokens(&span.tokens),
            span.cost.and_then(cost),
        ];
        for fact in facts.into_iter().flatten() {
            let _ = write!(head, " {}", style.faint(&fact));
        }
        self.line("", &head);
        let indent = style.faint(&format!("{indent}{bar}"));
        if let Some(error) = &span.error {
            let error = if error.is_empty() { "(no message)" } else { error };
            self.line(&indent, &style.error(&format!("error {error}")));
        }
        for (label, content) in [("in    ", &span.input), ("out   ", &span.output)] {
            if let Some(content) = content {
                self.line(&indent, &format!("{}{content}", style.faint(label)));
            }
        }
    }

    fn line(&mut self, indent: &str, text: &str) {
        self.text.push_str(indent);
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn continuation(below: &Below) -> &'static str {
    if below.trees.is_empty() && below.omitted == 0 { "  " } else { "│ " }
}

fn omitted_spans(count: usize) -> String {
    format!("… {count} more {}", if count == 1 { "span" } else { "spans" })
}

fn duration(duration: Duration) -> String {
    let micros = duration.as_micros();
    match duration.as_secs() {
        0 if micros < 1_000 => format!("{micros}µs"),
        0 => format!("{}ms", duration.as_millis()),
        seconds if seconds < 60 => format!("{:.2}s", duration.as_secs_f64()),
        seconds => format!("{}m{:02}s", seconds / 60, seconds % 60),
    }
}

fn tokens(tokens: &Tokens) -> Option<String> {
    match (tokens.prompt, tokens.completion, tokens.total) {
        (Some(prompt), Some(completion), _) => Some(format!("{prompt}+{completion} tokens")),
        (Some(one), None, None) | (None, Some(one), None) | (_, _, Some(one)) => {
            Some(format!("{one} tokens"))
        }
        (None, None, None) => None,
    }
}

/// US dollars, to the hundredth of a cent unless it is less.
fn cost(dollars: f64) -> Option<String> {
    dollars.is_finite().then(|| {
        if dollars == 0.0 || dollars.abs() >= 0.0001 {
            format!("${dollars:.4}")
        } else {
            format!("${dollars:.7}")
        }
    })
}
