//! Events of a stream. The last one brings the whole response; the others matter when the stream ends before it.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, some, text};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    response: Json,
    is_complete: bool,
    items: Indexed<Item>,
}

#[derive(Debug, Default)]
struct Item {
    /// As it was announced, or as it was at last.
    item: Json,
    is_complete: bool,
    texts: Indexed<Fragments>,
    refusals: Indexed<Fragments>,
    summaries: Indexed<Fragments>,
    reasoning: Indexed<Fragments>,
    /// The arguments of a call, or the input or code of it.
    arguments: Fragments,
}

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        let Some(kind) = text(event, "type") else { return };
        match kind {
            "response.completed" | "response.failed" | "response.incomplete" => {
                self.is_complete |= some(event, "response").is_some();
                keep(&mut self.response, event, "response");
            }
            "response.output_item.added" | "response.output_item.done" => {
                if let Some(item) = self.item(event) {
                    item.is_complete |= kind.ends_with("done");
                    keep(&mut item.item, event, "item");
                }
            }
            _ if some(event, "response").is_some() => keep(&mut self.response, event, "response"),
            _ => self.add_delta(kind, event),
        }
    }

    fn response(&mut self) -> Json {
        let response = std::mem::take(&mut self.response);
        if self.is_complete {
            return response;
        }
        let Json::Object(mut fields) = response else {
            return Json::Object(vec![
                ("object".to_owned(), Json::from("response")),
                ("output".to_owned(), self.output()),
            ]);
        };
        // The status of a response that is still being made is not why it ended.
        fields.retain(|(name, _)| name != "output" && name != "status");
        fields.push(("output".to_owned(), self.output()));
        Json::Object(fields)
    }
}

impl Events {
    fn item(&mut self, event: JsonRef<'_>) -> Option<&mut Item> {
        self.items.at(usize::try_from(count(event, "output_index")?).ok()?)
    }

    fn add_delta(&mut self, kind: &str, event: JsonRef<'_>) {
        let Some(part) = kind.strip_prefix("response.").and_then(|kind| kind.strip_suffix(".delta")) else {
            return;
        };
        let index =
            |name| count(event, name).and_then(|index| usize::try_from(index).ok()).unwrap_or_default();
        let (content, summary) = (index("content_index"), index("summary_index"));
        let Some(item) = self.item(event) else { return };
        let fragments = match part {
            "output_text" => item.texts.at(content),
            "refusal" => item.refusals.at(content),
            "reasoning_summary_text" => item.summaries.at(summary),
            "reasoning_text" => item.reasoning.at(content),
            "function_call_arguments"
            | "mcp_call_arguments"
            | "custom_tool_call_input"
            | "code_interpreter_call_code" => Some(&mut item.arguments),
            _ => None,
        };
        if let Some(fragments) = fragments {
            fragments.push_field(event, "delta");
        }
    }

    fn output(&mut self) -> Json {
        Json::Array(self.items.iter_mut().map(|(_, item)| item.json()).collect())
    }
}

impl Item {
    fn json(&mut self) -> Json {
        let item = std::mem::take(&mut self.item);
        if self.is_complete {
            return item;
        }
        let Json::Object(mut fields) = item else { return Json::Null };
        let mut set = |name: &str, value: Json| {
            fields.retain(|(known, _)| known != name);
            fields.push((name.to_owned(), value));
        };
        let mut content = parts(&mut self.texts, "output_text", "text");
        content.extend(parts(&mut self.refusals, "refusal", "refusal"));
        content.extend(parts(&mut self.reasoning, "reasoning_text", "text"));
        if !content.is_empty() {
            set("content", Json::Array(content));
        }
        let summary = parts(&mut self.summaries, "summary_text", "text");
        if !summary.is_empty() {
            set("summary", Json::Array(summary));
        }
        if !self.arguments.is_empty() {
            let arguments = self.arguments.take();
            let kind = fields.iter().find(|(name, _)| name == "type").and_then(|(_, kind)| kind.as_str());
            let name = match kind {
                Some("custom_tool_call") => "input",
                Some("code_interpreter_call") => "code",
                _ => "arguments",
            };
            fields.retain(|(known, _)| known != name);
            fields.push((name.to_owned(), Json::String(arguments)));
        }
        Json::Object(fields)
    }
}

fn parts(fragments: &mut Indexed<Fragments>, kind: &str, name: &str) -> Vec<Json> {
    let part = |text: String| {
        let mut fields = Fields::default();
        fields.put("type", kind);
        fields.put(name, text);
        fields.json()
    };
    fragments.iter_mut().map(|(_, text)| part(text.take())).collect()
}
