//! What is done about a text that will not do, or is not there.

use std::fmt;

use openinference_runtime::{chain_span, current};

use crate::{
    model::{Answer, CallType, ModelError, Models},
    policy::{self, POLICIES, Verdict},
};

/// Why something has to be done.
#[derive(Clone, Debug)]
pub(crate) enum Trigger {
    /// The model fails.
    Failure(String),
    /// The text does not obey the policies.
    Policy(Verdict),
    /// The text is poor.
    Score(f64),
}

impl Trigger {
    fn name(&self) -> &'static str {
        match self {
            Self::Failure(_) => "failure",
            Self::Policy(_) => "policy",
            Self::Score(_) => "score",
        }
    }

    fn strategy(&self) -> CallType {
        match self {
            Self::Failure(_) => CallType::Fallback,
            Self::Policy(_) | Self::Score(_) => CallType::Repair,
        }
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(error) => f.write_str(error),
            Self::Policy(verdict) => write!(f, "it violates {verdict}"),
            Self::Score(score) => write!(f, "its score is {score}"),
        }
    }
}

/// A text that has been worked on.
#[derive(Clone, Debug)]
pub(crate) struct Remedied {
    pub(crate) answer: Answer,
    pub(crate) success: bool,
}

/// Gets a better text: from another model when the first failed, else from the one that wrote it.
#[chain_span(
    name = "remediation",
    skip(models),
    input = prompt,
    output = |remedied| remedied.answer.text.clone(),
    attributes("remediation.strategy" = trigger.strategy().to_string(), "remediation.trigger" = trigger.name()),
    on_result(|remedied| "remediation.success" = remedied.success, "cache.hit" = remedied.answer.cached)
)]
pub(crate) async fn remediation(
    models: &Models,
    trigger: &Trigger,
    prompt: &str,
    text: &str,
) -> Result<Remedied, ModelError> {
    // Until there is something that obeys; without an answer it stays so.
    current().attribute("remediation.success", false);
    let answer = match trigger.strategy() {
        CallType::Fallback => models.ask(CallType::Fallback, prompt).await?,
        strategy => models.ask(strategy, &format!("{prompt}\nThe text, of which {trigger}:\n{text}")).await?,
    };
    let success = policy::check(POLICIES, &answer.text).passed();
    Ok(Remedied { answer, success })
}
