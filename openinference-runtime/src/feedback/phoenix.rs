//! Feedback to Phoenix, over its REST API.
//!
//! ```no_run
//! use openinference_runtime::feedback::{Annotation, Target, phoenix::Client};
//!
//! # async fn f(target: Target) -> Result<(), Box<dyn std::error::Error>> {
//! let phoenix = Client::new("http://localhost:6006")?;
//! phoenix.annotate(&target, &[Annotation::new("correctness").label("correct").score(1.0)]).await?;
//! # Ok(())
//! # }
//! ```
//!
//! An `https` address needs the feature `tls`.

use std::fmt;
use std::time::Duration;

use opentelemetry::Value as Attribute;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{StatusCode, Url, redirect};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::{Feedback, FeedbackError, Target};
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::context;
use crate::current_context;
use crate::semconv::AnnotatorKind;
use crate::value::{FeedbackScope, write_feedback};

/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A Phoenix server.
#[derive(Clone)]
pub struct Client {
    base: Url,
    http: reqwest::Client,
    headers: HeaderMap,
}

/// Shows no key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.base.host_str().unwrap_or_default();
        f.debug_struct("Client").field("host", &host).finish_non_exhaustive()
    }
}

/// Why Phoenix has not got the feedback.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is none.
    #[error("not the address of a Phoenix, such as `http://localhost:6006`")]
    Address,
    /// The key cannot be sent.
    #[error("an API key has printable ASCII characters only")]
    Key,
    /// The feedback says nothing.
    #[error(transparent)]
    Feedback(#[from] FeedbackError),
    /// There was no answer.
    #[error("Phoenix did not answer")]
    Http(#[source] reqwest::Error),
    /// The answer was no. What it says is not told: it may quote what was sent.
    #[error("Phoenix answered {status}")]
    #[non_exhaustive]
    Refused {
        /// The HTTP status.
        status: StatusCode,
    },
}

impl Client {
    /// The server at an address such as `http://localhost:6006`; a path behind it is kept, but for that of a collector
    /// (`/v1/traces`).
    ///
    /// # Errors
    /// When that is no address.
    pub fn new(address: &str) -> Result<Self, Error> {
        let address = address.trim().trim_end_matches('/');
        let address = address.strip_suffix("/v1/traces").unwrap_or(address);
        let base = Url::parse(&format!("{address}/")).map_err(|_| Error::Address)?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(Error::Address);
        }
        // Another server may say where to go on: what is said of spans, and the key, are for this one only.
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(redirect::Policy::none());
        let http = http.build().map_err(Error::Http)?;
        Ok(Self { base, http, headers: HeaderMap::new() })
    }

    /// The server that `PHOENIX_COLLECTOR_ENDPOINT` names (else `http://localhost:6006`), with the key that
    /// `PHOENIX_API_KEY` holds.
    ///
    /// # Errors
    /// When the address is none, or the key cannot be sent.
    pub fn from_env() -> Result<Self, Error> {
        let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let client =
            Self::new(&set("PHOENIX_COLLECTOR_ENDPOINT").unwrap_or("http://localhost:6006".to_owned()))?;
        match set("PHOENIX_API_KEY") {
            Some(key) => client.api_key(&key),
            None => Ok(client),
        }
    }

    /// Sends the key as `authorization: Bearer <key>`.
    ///
    /// # Errors
    /// When the key cannot be sent.
    pub fn api_key(mut self, key: &str) -> Result<Self, Error> {
        let mut value = HeaderValue::from_str(&format!("Bearer {}", key.trim())).map_err(|_| Error::Key)?;
        value.set_sensitive(true);
        self.headers.insert(AUTHORIZATION, value);
        Ok(self)
    }

    /// Gives the feedback to a span, a trace or a session (`POST /v1/span_annotations` and its kin). Phoenix takes it
    /// before it looks for its target, so feedback may come before the span does. Feedback of the same name and
    /// identifier replaces what is there.
    ///
    /// Reasons, which quote what was asked and answered, are hidden with inputs and outputs, and redactors see every text, as
    /// on spans: by the configuration of the set-up, else by the `OPENINFERENCE_*` variables.
    ///
    /// Phoenix knows the annotators that have a name in the conventions; feedback without one is by `CODE`.
    ///
    /// # Errors
    /// When a piece of feedback says nothing, Phoenix does not answer, or refuses.
    pub async fn annotate<F: Into<Feedback>>(
        &self,
        target: &Target,
        feedback: impl IntoIterator<Item = F>,
    ) -> Result<(), Error> {
        let feedback: Vec<Feedback> = feedback.into_iter().map(Into::into).collect();
        feedback.iter().try_for_each(Feedback::check)?;
        if feedback.is_empty() {
            return Ok(());
        }
        let (kind, key, id) = match target {
            Target::Span(ids) => ("span", "span_id", ids.span_id().to_string()),
            Target::Trace(ids) => ("trace", "trace_id", ids.trace_id().to_string()),
            Target::Session(id) => ("session", "session_id", id.clone()),
        };
        let config = context::trace_config(&current_context::get());
        let mut data = Vec::new();
        for one in &feedback {
            data.extend(body(one, key, &id, &config)?);
        }
        if data.is_empty() {
            return Ok(());
        }
        self.post(&format!("v1/{kind}_annotations?sync=false"), &json!({ "data": data })).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<(), Error> {
        let url = self.base.join(path).map_err(|_| Error::Address)?;
        let request = self.http.post(url).headers(self.headers.clone());
        let request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        let answer = request.send().await.map_err(|error| Error::Http(error.without_url()))?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(Error::Refused { status }) }
    }
}

/// What may be said of it: masked as on a span. `None` when that is nothing.
fn body(
    feedback: &Feedback,
    key: &str,
    id: &str,
    config: &TraceConfig,
) -> Result<Option<Value>, FeedbackError> {
    let mut masked = Attributes::new(config);
    write_feedback(FeedbackScope::Span, std::slice::from_ref(feedback), &mut masked)?;
    if masked.is_empty() {
        return Ok(None);
    }
    let field = |name: &str| {
        let is_it = |key: &str| key.rsplit('.').next() == Some(name);
        masked.iter().find(|(key, _)| is_it(&key.text())).and_then(|(_, value)| match value {
            Attribute::F64(number) => Some(Value::from(*number)),
            Attribute::I64(number) => Some(Value::from(*number)),
            Attribute::String(text) => Some(Value::from(text.as_str())),
            _ => None,
        })
    };
    let result: Map<String, Value> = ["score", "label", "explanation"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), field(name)?)))
        .collect();
    let metadata = field("metadata").and_then(|text| serde_json::from_str(text.as_str()?).ok());
    let annotator = field("annotator_kind").and_then(|kind| kind.as_str()?.parse::<AnnotatorKind>().ok());
    Ok(Some(json!({
        key: id,
        "name": field("name"),
        "annotator_kind": annotator.unwrap_or(AnnotatorKind::Code).as_str(),
        "result": result,
        "metadata": metadata.unwrap_or_else(|| Value::Object(Map::new())),
        "identifier": field("identifier").unwrap_or_else(|| Value::from("")),
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::Annotation;

    fn told(config: &TraceConfig) -> Option<Value> {
        let annotation = Annotation::new("thumb").label("up").score(1.0).explanation("Alice says so");
        let annotation = annotation.metadata(json!({ "page": 7 }));
        body(&annotation.into(), "span_id", "s", config).expect("it says something")
    }

    #[test]
    fn what_is_not_hidden_is_told_whole() {
        let expected = json!({
            "span_id": "s", "name": "thumb", "annotator_kind": "CODE", "identifier": "", "metadata": { "page": 7 },
            "result": { "score": 1.0, "label": "up", "explanation": "Alice says so" },
        });
        assert_eq!(told(&TraceConfig::default()), Some(expected));
    }

    #[test]
    fn reasons_are_hidden_and_redacted_as_on_spans() {
        let hidden =
            told(&TraceConfig::builder().without_env().hide_outputs(true).build()).unwrap_or_default();
        assert_eq!(
            (&hidden["result"], &hidden["metadata"]),
            (&json!({ "score": 1.0, "label": "up" }), &json!({}))
        );
        let redact = |text: &str| Some(text.replace("Alice", "<name>"));
        let redacted =
            told(&TraceConfig::builder().without_env().redactor(redact).build()).unwrap_or_default();
        assert_eq!(redacted["result"]["explanation"], "<name> says so");
    }

    #[test]
    fn nothing_is_told_where_reasons_are_all_there_is_and_hidden() {
        let config = TraceConfig::builder().without_env().hide_inputs(true).build();
        let only_reasons = Annotation::new("a").explanation("because");
        assert_eq!(body(&only_reasons.into(), "span_id", "s", &config), Ok(None));
    }
}
