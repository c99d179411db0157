//! What a scripted model says, and when: a list of replies, of which the first that fits the conversation is given.
//!
//! ```json
//! { "replies": [
//!     { "after": "user", "calls": [{ "name": "check_balance", "arguments": { "account": "trader" } }] },
//!     { "after": "check_balance", "times": 1, "status": 503 },
//!     { "after": "check_balance", "text": "The balance is {last}." } ] }
//! ```
//!
//! The control flow of a program follows its model's replies: another script, another trace.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The replies, in the order in which they are tried.
#[derive(Debug, Deserialize)]
pub struct Script {
    replies: Vec<Reply>,
}

/// One reply, with what has to be the case for it. What is not said is no condition.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reply {
    /// What the last message is: `user`, or the name of the tool whose result it is.
    after: Option<String>,
    /// Text that the last message contains.
    contains: Option<String>,
    /// Text that any message contains.
    about: Option<String>,
    /// Part of the name of the model that is asked.
    model: Option<String>,
    /// How often the reply is given at most.
    times: Option<u32>,
    given: AtomicU32,
    /// HTTP status of a reply that is a failure.
    pub status: Option<u16>,
    /// Seconds after which the client is told to try again.
    pub retry_after: Option<u32>,
    /// Milliseconds before the reply is given.
    pub delay_ms: u64,
    /// Whether the model takes the request and never answers.
    pub hangs: bool,
    /// What the model says; `{last}` stands for the last message.
    pub text: String,
    /// The tools that it calls.
    pub calls: Vec<Call>,
}

/// A tool that the model calls.
#[derive(Clone, Debug, Deserialize)]
pub struct Call {
    /// The tool.
    pub name: String,
    /// What it is called with; `{last}` in a string stands for the last message.
    pub arguments: Map<String, Value>,
}

/// A request, as far as scripts look at it; the same for each provider's API.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// The model that is asked.
    pub model: String,
    /// `user`, or the name of the tool whose result the last message is.
    pub after: String,
    /// The text of the last message.
    pub last: String,
    /// The text of all messages.
    pub all: String,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// When it is not one.
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).context("this is not a script")
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is not a script.
    pub fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
        Self::parse(&text).with_context(|| format!("{}", file.display()))
    }

    /// The first reply that fits; None where the script has none.
    pub fn reply(&self, turn: &Turn) -> Option<&Reply> {
        self.replies.iter().find(|reply| reply.fits(turn) && reply.take())
    }
}

impl Reply {
    fn fits(&self, turn: &Turn) -> bool {
        let says = |part: &Option<String>, text: &str| part.as_ref().is_none_or(|part| text.contains(part));
        self.after.as_ref().is_none_or(|after| *after == turn.after)
            && says(&self.contains, &turn.last)
            && says(&self.about, &turn.all)
            && says(&self.model, &turn.model)
    }

    /// Counts the reply; false when it has been given often enough.
    fn take(&self) -> bool {
        let limit = self.times.unwrap_or(u32::MAX);
        let next = |given: u32| (given < limit).then(|| given.saturating_add(1));
        self.given.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).is_ok()
    }

    /// The text, with what it takes from the conversation.
    #[must_use]
    pub fn text(&self, turn: &Turn) -> String {
        fill(&self.text, turn)
    }

    /// The calls, with what they take from the conversation.
    pub fn calls(&self, turn: &Turn) -> impl Iterator<Item = Call> {
        self.calls.iter().map(|call| {
            let fill = |value: &Value| match value {
                Value::String(text) => Value::String(fill(text, turn)),
                other => other.clone(),
            };
            let arguments = call.arguments.iter().map(|(key, value)| (key.clone(), fill(value)));
            Call { name: call.name.clone(), arguments: arguments.collect() }
        })
    }
}

fn fill(text: &str, turn: &Turn) -> String {
    text.replace("{last}", &turn.last)
}

#[cfg(test)]
mod tests {
    use super::{Script, Turn};

    fn said(script: &Script, after: &str, last: &str) -> String {
        let turn = Turn { after: after.to_owned(), last: last.to_owned(), ..Turn::default() };
        script.reply(&turn).map_or_else(|| "nothing".to_owned(), |reply| reply.text(&turn))
    }

    #[test]
    fn the_first_reply_that_fits_is_given() {
        let script =
            r#"{ "replies": [{ "after": "tool", "text": "1" }, { "contains": "b", "text": "2 {last}" }] }"#;
        let script = Script::parse(script).expect("a script");
        assert_eq!(said(&script, "tool", "b"), "1");
        assert_eq!(said(&script, "user", "abc"), "2 abc");
        assert_eq!(said(&script, "user", "a"), "nothing");
    }

    #[test]
    fn a_reply_is_given_as_often_as_it_says() {
        let script = r#"{ "replies": [{ "times": 1, "text": "once" }, { "text": "then" }] }"#;
        let script = Script::parse(script).expect("a script");
        assert_eq!(["once", "then", "then"].map(|_| said(&script, "user", "")), ["once", "then", "then"]);
    }

    #[test]
    fn a_misspelt_condition_is_refused() {
        let error = Script::parse(r#"{ "replies": [{ "afer": "user" }] }"#).expect_err("no such condition");
        assert!(format!("{error:#}").contains("afer"), "{error:#}");
    }
}
