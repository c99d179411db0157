//! From a project to its tasks.

use anyhow::{Context as _, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::model::{CallType, Models};

/// A part of a project.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) description: String,
}

pub(crate) async fn plan(models: &Models, project: &str, criteria: &str) -> Result<Vec<Task>> {
    let prompt = format!("Project: {project}\nIt is done when: {criteria}");
    let answer = models.ask(CallType::Plan, &prompt).await?;
    // Models like to put a fence around their JSON.
    let text = answer.text.trim().trim_start_matches("```json").trim_matches('`');
    let tasks: Vec<Task> = serde_json::from_str(text).context("the plan is not understood")?;
    ensure!(!tasks.is_empty(), "the plan has no tasks");
    Ok(tasks)
}
