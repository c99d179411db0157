//! Arguments of a function that arrive one by one, each with the path where it belongs (`$.city`, `$.days[0].name`).

use crate::json::{Items, Json, JsonRef};
use crate::providers::read::{either, list};

/// Most pieces of the arguments of one call, and most steps of a path.
const MOST: usize = 4096;
const DEEPEST: usize = 32;

/// The arguments of one call.
#[derive(Debug, Default)]
pub(super) struct PartialArguments {
    /// Paths with their values, of which the last may be a text that goes on.
    values: Vec<(String, Json)>,
    bytes: usize,
    goes_on: bool,
}

impl PartialArguments {
    const LONGEST: usize = 1 << 20;

    /// Whether a call brings its arguments in pieces.
    pub(super) fn are_in_pieces(call: JsonRef<'_>) -> bool {
        !pieces(call).is_empty() || will_continue(call)
    }

    /// Whether more of the call is to come.
    pub(super) fn go_on(&self) -> bool {
        self.goes_on
    }

    pub(super) fn add(&mut self, call: JsonRef<'_>) {
        self.goes_on = will_continue(call);
        for piece in pieces(call) {
            let Some(path) = either(piece, "jsonPath", "json_path").and_then(JsonRef::as_str) else {
                continue;
            };
            let value =
                ["stringValue", "string_value", "numberValue", "number_value", "boolValue", "bool_value"]
                    .iter()
                    .find_map(|name| piece.get(name))
                    .unwrap_or_default();
            self.bytes = self.bytes.saturating_add(path.len() + value.size());
            if self.bytes > Self::LONGEST || self.values.len() >= MOST {
                return;
            }
            match (self.values.last_mut(), value) {
                (Some((known, Json::String(kept))), JsonRef::String(more)) if known == path => {
                    kept.push_str(more);
                }
                _ => self.values.push((path.to_owned(), value.to_json())),
            }
        }
    }

    /// The object that they make.
    pub(super) fn take(self) -> Json {
        let mut object = Json::Object(Vec::new());
        for (path, value) in self.values {
            set(&mut object, &steps(&path), value);
        }
        object
    }
}

fn pieces(call: JsonRef<'_>) -> Items<'_> {
    let camel = list(call, "partialArgs");
    if camel.is_empty() { list(call, "partial_args") } else { camel }
}

fn will_continue(call: JsonRef<'_>) -> bool {
    either(call, "willContinue", "will_continue").and_then(JsonRef::as_bool) == Some(true)
}

/// A step of a path.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

fn steps(path: &str) -> Vec<Step<'_>> {
    path.trim_start_matches('$')
        .split(['.', '['])
        .filter(|step| !step.is_empty())
        .take(DEEPEST)
        .map(|step| match step.strip_suffix(']') {
            Some(item) => item.parse().map_or_else(
                |_| Step::Field(item.trim_matches(['\'', '"'])),
                |at: usize| Step::Item(at.min(MOST)),
            ),
            None => Step::Field(step),
        })
        .collect()
}

fn set(holder: &mut Json, path: &[Step<'_>], value: Json) {
    let Some((step, rest)) = path.split_first() else {
        *holder = value;
        return;
    };
    match step {
        Step::Field(name) => {
            if !matches!(holder, Json::Object(_)) {
                *holder = Json::Object(Vec::new());
            }
            let Json::Object(fields) = holder else { return };
            let at = fields.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                fields.push(((*name).to_owned(), Json::Null));
                fields.len() - 1
            });
            if let Some((_, field)) = fields.get_mut(at) {
                set(field, rest, value);
            }
        }
        Step::Item(at) => {
            if !matches!(holder, Json::Array(_)) {
                *holder = Json::Array(Vec::new());
            }
            let Json::Array(items) = holder else { return };
            if *at >= items.len() {
                items.resize(at + 1, Json::Null);
            }
            if let Some(item) = items.get_mut(*at) {
                set(item, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(calls: &[&str]) -> String {
        let mut arguments = PartialArguments::default();
        for call in calls {
            arguments.add(Json::parse(call).unwrap_or_default().view());
        }
        arguments.take().write(1000)
    }

    #[test]
    fn pieces_stand_where_their_paths_lead() {
        let whole = of(&[
            r#"{"name": "f", "partialArgs": [{"jsonPath": "$.city", "stringValue": "Ro", "willContinue": true}], "willContinue": true}"#,
            r#"{"partialArgs": [{"jsonPath": "$.city", "stringValue": "me"}], "willContinue": true}"#,
            r#"{"partialArgs": [{"jsonPath": "$.days[1].n", "numberValue": 2}, {"jsonPath": "$.hot", "boolValue": true}]}"#,
        ]);
        assert_eq!(whole, r#"{"city":"Rome","days":[null,{"n":2}],"hot":true}"#);
    }
}
