//! Secrets, by the form of a text and by the name of a field.

use std::fmt;
use std::sync::{Arc, LazyLock};

use regex::{Regex, RegexSet};
use thiserror::Error;

use super::checked_span::CheckedSpan;
use super::rule::Rule;
use crate::config::{REDACTED, TraceConfig};
use crate::json::Json;
use crate::semconv::ValueType;
use crate::semconv::attributes::{INPUT_VALUE, OUTPUT_VALUE};
use crate::semconv::lookup;
use crate::testing::trace::SpanStatus;

/// How a secret looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecretPattern {
    /// What it is.
    pub name: &'static str,
    /// A regular expression.
    pub pattern: &'static str,
}

macro_rules! patterns {
    ($($name:literal: $pattern:literal;)*) => {
        /// The secrets that are known by their form, each with its regular expression. They are looked for in every text of a
        /// span: its name, its status, all attributes, and those of its events. What is as good as certain is here; generic forms
        /// such as "32 hexadecimal digits" are not, because ids of every sort look so.
        ///
        $(#[doc = concat!("- ", $name, ": `", $pattern, "`")])*
        pub const SECRET_PATTERNS: &[SecretPattern] = &[
            $(SecretPattern { name: $name, pattern: $pattern },)*
        ];
    };
}

patterns! {
    "OpenAI API key": r"(?-u:\b)sk-(?:[A-Za-z0-9]{20,}|(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,})";
    "OpenRouter API key": r"(?-u:\b)sk-or-v1-[0-9a-f]{64}";
    "Anthropic API key": r"(?-u:\b)sk-ant-[A-Za-z0-9_-]{20,}";
    "Google API key": r"(?-u:\b)AIza[0-9A-Za-z_-]{35}";
    "Google OAuth token": r"(?-u:\b)ya29\.[0-9A-Za-z_-]{20,}";
    "AWS access key id": r"(?-u:\b)(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?-u:\b)";
    "Azure storage key": r"AccountKey=[A-Za-z0-9+/]{86}==";
    "Azure shared access signature": r"[?&;]sig=[A-Za-z0-9%/+=]{43,}";
    "GitHub token": r"(?-u:\b)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})";
    "GitLab token": r"(?-u:\b)gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat)-[A-Za-z0-9_-]{20,}";
    "Slack token": r"(?-u:\b)xox[abeoprs]-[A-Za-z0-9-]{10,}";
    "Slack webhook": r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{20,}";
    "Discord webhook": r"discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[A-Za-z0-9_-]{60,}";
    "Telegram bot token": r"(?-u:\b)[0-9]{8,10}:AA[A-Za-z0-9_-]{33}";
    "Stripe key": r"(?-u:\b)(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}";
    "Stripe webhook secret": r"(?-u:\b)whsec_[A-Za-z0-9+/]{24,}";
    "SendGrid API key": r"(?-u:\b)SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}";
    "Twilio API key": r"(?-u:\b)SK[0-9a-f]{32}(?-u:\b)";
    "Mailgun API key": r"(?-u:\b)key-[0-9a-f]{32}(?-u:\b)";
    "npm token": r"(?-u:\b)npm_[A-Za-z0-9]{36}(?-u:\b)";
    "PyPI token": r"(?-u:\b)pypi-AgE[A-Za-z0-9_-]{50,}";
    "crates.io token": r"(?-u:\b)cio[A-Za-z0-9]{32}(?-u:\b)";
    "Docker token": r"(?-u:\b)dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}";
    "Hugging Face token": r"(?-u:\b)hf_[A-Za-z]{34}(?-u:\b)";
    "Groq API key": r"(?-u:\b)gsk_[A-Za-z0-9]{40,}";
    "xAI API key": r"(?-u:\b)xai-[A-Za-z0-9]{60,}";
    "Perplexity API key": r"(?-u:\b)pplx-[A-Za-z0-9]{40,}";
    "Replicate token": r"(?-u:\b)r8_[A-Za-z0-9]{37}(?-u:\b)";
    "LangSmith API key": r"(?-u:\b)lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}";
    "Databricks token": r"(?-u:\b)dapi[0-9a-f]{32}(?:-[0-9])?(?-u:\b)";
    "DigitalOcean token": r"(?-u:\b)do[opr]_v1_[0-9a-f]{64}";
    "Shopify token": r"(?-u:\b)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}";
    "Linear API key": r"(?-u:\b)lin_api_[A-Za-z0-9]{40}";
    "Notion token": r"(?-u:\b)(?:ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{43}(?-u:\b))";
    "HashiCorp Vault token": r"(?-u:\b)hv[sbr]\.[A-Za-z0-9_-]{24,}";
    "JSON Web Token": r"(?-u:\b)eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}";
    "private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----";
    "age secret key": r"(?-u:\b)AGE-SECRET-KEY-1[0-9A-Z]{58}";
    "authorization header": r"(?i-u:\bauthorization)[\x22']?[ \t]*[:=][ \t]*[\x22']?(?i-u:bearer|basic|token)[ \t]+[A-Za-z0-9+/_.=~-]{16,}";
    "bearer token": r"(?-u:\b)Bearer [A-Za-z0-9+/_.=~-]{20,}";
    "password in a URL": r"(?-u:\b)[A-Za-z][A-Za-z0-9+.-]*://[^ \t\r\n/:@\x22'<>]+:[^ \t\r\n/@\x22'<>*{}$]{3,}@[A-Za-z0-9\[]";
}

/// A pattern that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the pattern of `{name}` cannot be read: {problem}")]
#[non_exhaustive]
pub struct InvalidPattern {
    /// What it should find.
    pub name: String,
    /// What is wrong with it.
    pub problem: String,
}

/// Looks for secrets in texts.
#[derive(Clone, Default)]
pub(super) struct Scanner {
    more: Vec<(String, Regex)>,
}

impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner")
            .field("more", &self.more.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

/// All patterns at once. None when one of them cannot be read, which a test holds to be impossible.
static KNOWN: LazyLock<Option<Arc<RegexSet>>> =
    LazyLock::new(|| RegexSet::new(SECRET_PATTERNS.iter().map(|known| known.pattern)).ok().map(Arc::new));

impl Scanner {
    pub(super) fn add(&mut self, name: &str, pattern: &str) -> Result<(), InvalidPattern> {
        let wrong =
            |error: regex::Error| InvalidPattern { name: name.to_owned(), problem: error.to_string() };
        self.more.push((name.to_owned(), Regex::new(pattern).map_err(wrong)?));
        Ok(())
    }

    /// What the text holds.
    pub(super) fn scan(&self, text: &str) -> Option<&str> {
        let known = KNOWN.as_ref().and_then(|known| known.matches(text).iter().next_back());
        let known = known.and_then(|index| SECRET_PATTERNS.get(index)).map(|known| known.name);
        known.or_else(|| {
            self.more.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(name, _)| name.as_str())
        })
    }
}

pub(super) fn check(span: &mut CheckedSpan<'_>, scanner: &Scanner, config: &TraceConfig) {
    let node = span.node;
    if let Some(what) = scanner.scan(&node.name) {
        span.report(Rule::SecretValue, None, format!("the name of the span holds what looks like: {what}"));
    }
    if let SpanStatus::Error(why) = &node.status
        && let Some(what) = scanner.scan(why)
    {
        span.report(Rule::SecretValue, None, format!("the status holds what looks like: {what}"));
    }
    for (key, value) in
        node.attributes.iter().chain(node.events.iter().flat_map(|event| event.attributes.iter()))
    {
        if let Some(what) = within(value, scanner) {
            span.report(Rule::SecretValue, Some(key), format!("`{key}` holds what looks like: {what}"));
        }
        let name = key.rsplit('.').next().unwrap_or(key);
        if lookup::attribute(key).is_none() && config.is_secret_field(name) && is_open(value) {
            span.report(
                Rule::SecretName,
                Some(key),
                format!("`{key}` is called like a secret and has a value"),
            );
        }
        if let Some(field) = json_of(key, value).and_then(|json| open_secret(&json, config)) {
            let message = format!("the field `{field}` in `{key}` is called like a secret and has a value");
            span.report(Rule::SecretName, Some(key), message);
        }
    }
}

fn within<'s>(value: &Json, scanner: &'s Scanner) -> Option<&'s str> {
    match value {
        Json::String(text) => scanner.scan(text),
        Json::Array(items) => items.iter().find_map(|item| within(item, scanner)),
        _ => None,
    }
}

/// The JSON that an attribute holds as text.
fn json_of(key: &str, value: &Json) -> Option<Json> {
    let holds_json = matches!(key, INPUT_VALUE | OUTPUT_VALUE)
        || lookup::attribute(key).is_some_and(|row| row.value_type == ValueType::Json);
    let text = value.as_str().filter(|text| holds_json && text.trim_start().starts_with(['{', '[']))?;
    Json::parse(text)
}

/// The first field that is called like a secret and says something. A JSON schema says what a field is, not its value.
fn open_secret(value: &Json, config: &TraceConfig) -> Option<String> {
    match value {
        Json::Array(items) => items.iter().find_map(|item| open_secret(item, config)),
        Json::Object(fields) => fields.iter().find_map(|(name, value)| {
            if config.is_secret_field(name) && is_open(value) {
                Some(name.clone())
            } else {
                open_secret(value, config)
            }
        }),
        _ => None,
    }
}

fn is_open(value: &Json) -> bool {
    match value {
        Json::String(text) => !text.is_empty() && text != REDACTED,
        Json::Int(_) | Json::UInt(_) | Json::Float(_) => true,
        Json::Null | Json::Bool(_) | Json::Object(_) | Json::Array(_) => false,
    }
}
