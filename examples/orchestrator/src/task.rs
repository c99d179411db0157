//! One task: written, checked, remedied, reviewed.

use openinference_runtime::{chain_span, current};

use crate::{
    model::{CallType, ModelError, Models},
    plan::Task,
    policy::{self, POLICIES, Violation},
    remedy::{Trigger, remediation},
    text::cut,
};

/// A text with a lower score is worked on once more.
const GOOD: f64 = 0.5;

/// What became of a task.
#[derive(Clone, Debug)]
pub(crate) struct Done {
    pub(crate) text: String,
    /// By the reviewer, from 0 to 1.
    pub(crate) score: f64,
    /// Whether an answer was known already.
    pub(crate) cached: bool,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Policy(#[from] Violation),
}

#[chain_span(
    name = format!("task:{}", task.id),
    skip(models, criteria),
    input = &task.description,
    output = |done| done.text.clone(),
    attributes(
        "task.id" = &task.id,
        "task.type" = &task.kind,
        "task.description" = cut(&task.description)
    ),
    on_result(|done| "task.status" = "done", "task.score" = done.score, "cache.hit" = done.cached)
)]
pub(crate) async fn run(models: &Models, task: &Task, criteria: &str) -> Result<Done, TaskError> {
    let done = attempt(models, task, criteria).await;
    if done.is_err() {
        current().attribute("task.status", "failed");
    }
    done
}

async fn attempt(models: &Models, task: &Task, criteria: &str) -> Result<Done, TaskError> {
    let prompt = format!("Task: {}\nIt is done when: {criteria}", task.description);
    let (mut text, mut cached) = match models.ask(CallType::Generate, &prompt).await {
        Ok(answer) => (answer.text, answer.cached),
        Err(error @ ModelError::OverBudget(_)) => return Err(error.into()),
        Err(error) => {
            let trigger = Trigger::Failure(error.to_string());
            let remedied = remediation(models, &trigger, &prompt, "").await?;
            (remedied.answer.text, remedied.answer.cached)
        }
    };
    let verdict = policy::check(POLICIES, &text);
    if !verdict.passed() {
        let remedied = remediation(models, &Trigger::Policy(verdict), &prompt, &text).await?;
        text = remedied.answer.text;
        cached |= remedied.answer.cached;
    }
    let mut score = review(models, &prompt, &text).await?;
    if score < GOOD {
        let remedied = remediation(models, &Trigger::Score(score), &prompt, &text).await?;
        text = remedied.answer.text;
        score = review(models, &prompt, &text).await?;
    }
    policy::enforce(POLICIES, &text)?;
    Ok(Done { text, score, cached })
}

/// The score that another model gives. One that says something else than a number says that it is not good.
async fn review(models: &Models, prompt: &str, text: &str) -> Result<f64, ModelError> {
    let answer = models.ask(CallType::Review, &format!("{prompt}\nThe text:\n{text}")).await?;
    Ok(answer.text.trim().parse().unwrap_or_default())
}
