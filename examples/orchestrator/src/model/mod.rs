//! The models: asked through a cache, in turn, within a budget, and again when they are busy.

mod budget;
mod cache;
mod http;

use std::fmt;

use example_support::endpoint::{OpenAi, set};
use openinference_runtime::{current, llm_span, opentelemetry::KeyValue};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use self::{budget::Budget, cache::Cache, http::Http};
pub use self::{budget::Spent, http::ModelError};

/// Calls that are under way at the same time.
const SLOTS: usize = 4;
/// How often a call is made again.
const RETRIES: u32 = 3;

/// What a model is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallType {
    /// Which tasks a project has.
    Plan,
    /// What a task is about.
    Generate,
    /// The same, from another model.
    Fallback,
    /// Something better than what there is.
    Repair,
    /// How good something is.
    Review,
}

impl CallType {
    fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Generate => "generate",
            Self::Fallback => "fallback",
            Self::Repair => "repair",
            Self::Review => "review",
        }
    }

    /// What the model is told that it is.
    fn role(self) -> &'static str {
        match self {
            Self::Plan => {
                "You plan. Answer with a JSON array of tasks, each with `id`, `type` and `description`, and nothing else."
            }
            Self::Generate | Self::Fallback => "You write what the task asks for, and nothing else.",
            Self::Repair => "You repair a text so that it obeys the policies. Answer with the text alone.",
            Self::Review => {
                "You review. Answer with one number from 0 to 1: how well the text does what the task asks for."
            }
        }
    }
}

impl fmt::Display for CallType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a model said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The text.
    pub text: String,
    /// Whether it was said before, and the model not asked.
    pub cached: bool,
}

/// The models, and what stands between them and who asks.
#[derive(Debug)]
pub struct Models {
    http: Http,
    cache: Cache,
    budget: Budget,
    slots: Semaphore,
    writer: String,
    reviewer: String,
}

impl Models {
    /// Models behind this endpoint, for at most this many US dollars: `WRITER_MODEL` and `REVIEWER_MODEL`.
    #[must_use]
    pub fn new(endpoint: OpenAi, dollars: f64) -> Self {
        let named = |variable, default: &str| set(variable).unwrap_or_else(|| default.to_owned());
        Self {
            http: Http::new(endpoint),
            cache: Cache::default(),
            budget: Budget::new(dollars),
            slots: Semaphore::new(SLOTS),
            writer: named("WRITER_MODEL", "gpt-4o-mini"),
            reviewer: named("REVIEWER_MODEL", "gpt-4o"),
        }
    }

    /// What was spent so far.
    #[must_use]
    pub fn spent(&self) -> Spent {
        self.budget.spent()
    }

    /// Asks the model that such calls go to.
    ///
    /// # Errors
    /// When the budget is spent, or the model does not answer.
    pub async fn ask(&self, call: CallType, prompt: &str) -> Result<Answer, ModelError> {
        let request = self.request(call, prompt);
        if let Some(text) = self.cache.get(&request) {
            return Ok(Answer { text, cached: true });
        }
        // Waiting for one's turn is no part of the call.
        let _slot = self.slots.acquire().await;
        self.budget.check()?;
        let response = self.llm_call(call, &request).await?;
        self.budget.spend(&response);
        let text = response["choices"][0]["message"]["content"].as_str().ok_or(ModelError::NoText)?;
        self.cache.put(&request, text);
        Ok(Answer { text: text.to_owned(), cached: false })
    }

    fn request(&self, call: CallType, prompt: &str) -> Value {
        let model = match call {
            CallType::Review | CallType::Fallback => &self.reviewer,
            CallType::Plan | CallType::Generate | CallType::Repair => &self.writer,
        };
        let message = |role: &str, content: &str| json!({ "role": role, "content": content });
        json!({
            "model": model,
            "temperature": 0,
            "messages": [message("system", call.role()), message("user", prompt)],
        })
    }

    /// One call, as often as it has to be made: each further attempt is an event of its span.
    #[llm_span(
        name = format!("llm_call:{call}"),
        provider = "openai",
        system = "openai",
        skip(call),
        attributes("call.type" = call.name())
    )]
    async fn llm_call(&self, call: CallType, request: &Value) -> Result<Value, ModelError> {
        let mut retries = 0;
        loop {
            let error = match self.http.post(request).await {
                Err(error) if retries < RETRIES => error,
                done => return done,
            };
            let Some(busy) = error.busy(retries) else { return Err(error) };
            retries += 1;
            let event = [
                KeyValue::new("http.response.status_code", i64::from(busy.status)),
                KeyValue::new("retry.delay_ms", i64::try_from(busy.delay.as_millis()).unwrap_or(i64::MAX)),
                KeyValue::new("retry.attempt", i64::from(retries)),
            ];
            current().event("retry", event.to_vec());
            tokio::time::sleep(busy.delay).await;
        }
    }
}
