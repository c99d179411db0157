//! An object that several fields make together.

use crate::json::Json;

/// The members so far.
#[derive(Debug, Default)]
pub(super) struct Members(Vec<(String, Json)>);

impl Members {
    /// A field that is the whole object. What is none is kept under a name, rather than lost.
    pub(super) fn whole(&mut self, value: Option<Json>) {
        match value {
            None | Some(Json::Null) => {}
            Some(Json::Object(members)) => self.0.extend(members),
            Some(Json::String(text)) => match Json::parse(&text) {
                Some(Json::Object(members)) => self.0.extend(members),
                _ => self.member("value", Some(Json::String(text))),
            },
            other => self.member("value", other),
        }
    }

    /// A field that is one member.
    pub(super) fn member(&mut self, name: &str, value: Option<Json>) {
        if let Some(value) = value {
            self.0.push((name.to_owned(), value));
        }
    }

    /// The object, unless it is empty.
    pub(super) fn take(&mut self) -> Option<Json> {
        let members = std::mem::take(&mut self.0);
        (!members.is_empty()).then_some(Json::Object(members))
    }
}
