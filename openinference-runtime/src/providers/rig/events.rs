//! Items of a stream.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct RigEvents {
    parts: Indexed<Part>,
    budget: Budget,
}

/// A part of the choice.
#[derive(Debug, Default)]
struct Part {
    kind: Option<String>,
    name: Option<String>,
    pieces: Growing,
    /// What the part was in the end.
    content: Growing,
}

impl ResponseBuilder for RigEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, item: JsonRef<'_>) {
        let event = some(item, "value").unwrap_or(item);
        let Self { parts, budget } = self;
        let Some(part) = count(event, "part").and_then(|at| parts.at(at)) else { return };
        match text(event, "event") {
            Some("start") => {
                part.kind = text(event, "kind").map(str::to_owned).or(part.kind.take());
                part.name = text(event, "name").map(str::to_owned).or(part.name.take());
            }
            Some("text" | "reasoning") => {
                part.pieces.append(some(event, "text").unwrap_or_default(), budget);
            }
            Some("arguments") => part.pieces.append(some(event, "json").unwrap_or_default(), budget),
            Some("end") => part.content.update(some(event, "content").unwrap_or_default(), budget),
            _ => {}
        }
    }

    fn response(&mut self) -> Json {
        let parts = self.parts.iter_mut().filter_map(|(_, part)| part.take());
        Json::Object(vec![("choice".to_owned(), Json::Array(parts.collect()))])
    }
}

impl Part {
    /// The part: what it was in the end, else what its pieces make.
    fn take(&mut self) -> Option<Json> {
        if !self.content.is_nothing() {
            return Some(self.content.take());
        }
        let field = |name: &str, value: Json| (name.to_owned(), value);
        match self.kind.as_deref() {
            Some("tool_call") => {
                let mut function: Vec<_> =
                    self.name.take().map(|name| field("name", Json::String(name))).into_iter().collect();
                if !self.pieces.is_nothing() {
                    function.push(field("arguments", self.pieces.take()));
                }
                Some(Json::Object(vec![
                    field("type", Json::from("toolcall")),
                    field("function", Json::Object(function)),
                ]))
            }
            Some(kind @ ("text" | "reasoning")) if !self.pieces.is_nothing() => {
                Some(Json::Object(vec![field("type", Json::from(kind)), field("text", self.pieces.take())]))
            }
            _ => None,
        }
    }
}
