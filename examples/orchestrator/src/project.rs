//! A whole project.

use std::fmt;

use anyhow::Result;
use openinference_runtime::chain_span;

use crate::{
    model::{ModelError, Models, Spent},
    plan::plan,
    task::{self, Done, TaskError},
    text::cut,
};

/// What became of a project.
#[derive(Debug)]
pub struct Report {
    tasks: Vec<(String, Result<Done, TaskError>)>,
    spent: Spent,
}

impl Report {
    /// Whether all its tasks are done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.tasks.iter().all(|(_, result)| result.is_ok())
    }

    fn status(&self) -> &'static str {
        let over_budget = |(_, result): &(_, Result<Done, TaskError>)| {
            matches!(result, Err(TaskError::Model(ModelError::OverBudget(_))))
        };
        match self.is_done() {
            true => "done",
            false if self.tasks.iter().any(over_budget) => "over_budget",
            false => "failed",
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, result) in &self.tasks {
            match result {
                Ok(done) => writeln!(f, "{id}: {} (score {})", done.text, done.score)?,
                Err(error) => writeln!(f, "{id}: failed: {error}")?,
            }
        }
        write!(f, "{}, spent {}", self.status(), self.spent)
    }
}

/// Plans the project and does its tasks, one after the other, until the budget is spent.
///
/// # Errors
/// When there is no plan.
#[chain_span(
    skip(models),
    input = project,
    output = |report| report.to_string(),
    attributes("project.description" = cut(project), "project.criteria" = cut(criteria)),
    on_result(
        |report| "project.status" = report.status(),
        "project.tasks" = report.tasks.len(),
        "budget.limit" = report.spent.limit,
        "budget.spent" = report.spent.dollars
    )
)]
pub async fn run_project(models: &Models, project: &str, criteria: &str) -> Result<Report> {
    let mut tasks = Vec::new();
    for task in plan(models, project, criteria).await? {
        let result = task::run(models, &task, criteria).await;
        let over_budget = matches!(result, Err(TaskError::Model(ModelError::OverBudget(_))));
        tasks.push((task.id, result));
        if over_budget {
            break;
        }
    }
    Ok(Report { tasks, spent: models.spent() })
}
