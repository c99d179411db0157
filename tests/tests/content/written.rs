//! What of a trace is compared, as text.

use std::collections::BTreeMap;
use std::fmt;

use openinference_runtime::record::Json;
use openinference_runtime::testing::{AttributeMap, LinkTo, Node, SpanStatus, Trace};

/// Bytes up to which a value is written out.
const WHOLE: usize = 160;

/// Attributes of one span up to which they are written out.
const ALL: usize = 600;

/// What the spans of a trace say, without what changes from run to run.
pub(crate) struct Written(Vec<Span>);

struct Span {
    head: String,
    attributes: Vec<(String, String)>,
}

impl Written {
    pub(crate) fn of(trace: &Trace) -> Self {
        let mut spans = Vec::new();
        trace.roots.iter().for_each(|root| add(&mut spans, root, 0));
        Self(spans)
    }

    /// How many attributes, and a number that is another one where anything is different.
    pub(crate) fn digest(&self) -> String {
        let attributes: usize = self.0.iter().map(|span| span.attributes.len()).sum();
        format!("{attributes} attributes, {:016x}", fnv(self.to_string().as_bytes()))
    }

    /// What is different from `plain`: `-` keys that are gone, `+` those that have come, `~` those with another value.
    pub(crate) fn changes(&self, plain: &Self) -> String {
        let mut text = String::new();
        if self.0.len() != plain.0.len() {
            text.push_str(&format!("{} spans\n", self.0.len()));
        }
        for (span, before) in self.0.iter().zip(&plain.0) {
            if span.head != before.head {
                text.push_str(&format!("{}\n", span.head));
            }
            let now: BTreeMap<&str, &str> = pairs(&span.attributes);
            let before: BTreeMap<&str, &str> = pairs(&before.attributes);
            let gone: Vec<&str> = before.keys().filter(|key| !now.contains_key(*key)).copied().collect();
            if !gone.is_empty() {
                text.push_str(&format!("- {}\n", families(&gone)));
            }
            for (key, value) in now {
                match before.get(key) {
                    Some(same) if *same == value => {}
                    Some(_) => text.push_str(&format!("~ {key}: {value}\n")),
                    None => text.push_str(&format!("+ {key}: {value}\n")),
                }
            }
        }
        text
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for span in &self.0 {
            writeln!(f, "{}", span.head)?;
            if span.attributes.len() > ALL {
                let digest = fnv(format!("{:?}", span.attributes).as_bytes());
                writeln!(f, "  {} attributes, {digest:016x}", span.attributes.len())?;
                continue;
            }
            for (key, value) in &span.attributes {
                writeln!(f, "  {key}: {value}")?;
            }
        }
        Ok(())
    }
}

fn add(spans: &mut Vec<Span>, node: &Node, depth: usize) {
    let mut head = format!("{}{} {}", "> ".repeat(depth), node.kind, node.name.escape_debug());
    if let Some(kind) = &node.otel_kind {
        head.push_str(&format!(" ({kind})"));
    }
    match &node.status {
        SpanStatus::Ok => head.push_str(" ok"),
        SpanStatus::Error(why) => {
            head.push_str(&format!(" error: {}", short(&why.escape_debug().to_string())));
        }
        _ => head.push_str(" unset"),
    }
    if node.recorded.dropped_attributes > 0 {
        head.push_str(&format!(", {} lost", node.recorded.dropped_attributes));
    }
    for event in &node.events {
        let said: Vec<String> =
            values(&event.attributes).into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
        head.push_str(&format!("\n  ! {} {}", event.name, said.join(", ")));
    }
    for link in &node.links {
        // The number of a span is that in all calls together.
        let to = if *link == LinkTo::Elsewhere { "elsewhere" } else { "to another span" };
        head.push_str(&format!("\n  & {to}"));
    }
    spans.push(Span { head, attributes: values(&node.attributes) });
    node.children.iter().for_each(|child| add(spans, child, depth + 1));
}

fn values(attributes: &AttributeMap) -> Vec<(String, String)> {
    let value = |key: &str, value: &Json| {
        if key == "gen_ai.response.time_to_first_chunk" {
            return "[seconds]".to_owned();
        }
        short(&value.write(usize::MAX / 4))
    };
    attributes.iter().map(|(key, said)| (key.to_owned(), value(key, said))).collect()
}

/// What is too long is its beginning, its length and a digest of all of it.
fn short(text: &str) -> String {
    if text.len() <= WHOLE {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(WHOLE / 2).collect();
    format!("{beginning} .. {} bytes, {:016x}", text.len(), fnv(text.as_bytes()))
}

/// FNV-1a, which is the same in every version of everything.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn pairs(attributes: &[(String, String)]) -> BTreeMap<&str, &str> {
    attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect()
}

/// Keys with their numbers taken together.
fn families(keys: &[&str]) -> String {
    let mut families: BTreeMap<String, usize> = BTreeMap::new();
    for key in keys {
        let parts = key.split('.').map(|part| if part.parse::<usize>().is_ok() { "*" } else { part });
        *families.entry(parts.collect::<Vec<_>>().join(".")).or_default() += 1;
    }
    let named = |(family, times): (String, usize)| {
        if times == 1 { family } else { format!("{family} x{times}") }
    };
    families.into_iter().map(named).collect::<Vec<_>>().join(", ")
}
