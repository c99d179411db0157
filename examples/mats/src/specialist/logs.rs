//! Who reads logs.

use std::path::{Path, PathBuf};

use example_support::endpoint::set;
use openinference_runtime::{tool::Tool, tool_span};
use serde::Deserialize;
use serde_json::Value;
use tokio::fs;

use super::{Specialist, arguments, told};
use crate::{conversation::Tools, gemini::FunctionCall};

/// Lines that a model is shown at most; the last ones, as those are what is going on.
const LINES: usize = 20;

pub(crate) fn specialist() -> Specialist<Toolbox> {
    let directory = set("LOG_DIRECTORY").map_or_else(|| Path::new(OWN_LOGS).to_owned(), PathBuf::from);
    Specialist {
        name: "log_specialist",
        description: "Reads the logs of services.",
        instruction: "You are a specialist for logs. Use the tools, then say in one sentence what you found.",
        tools: Toolbox { directory },
    }
}

const OWN_LOGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/logs");

/// Its tools.
#[derive(Debug)]
pub(crate) struct Toolbox {
    directory: PathBuf,
}

#[derive(Deserialize)]
struct Search {
    service: String,
    word: String,
}

#[derive(Debug, thiserror::Error)]
enum LogError {
    #[error("there is no service {0:?}")]
    NoService(String),
    #[error("the log of {service} cannot be read")]
    Unreadable { service: String, source: std::io::Error },
}

impl Tools for Toolbox {
    fn definitions(&self) -> Vec<Tool> {
        vec![search_log_tool()]
    }

    async fn call(&self, call: &FunctionCall) -> Result<Value, String> {
        match call.name.as_str() {
            "search_log" => {
                let Search { service, word } = arguments(call)?;
                told(search_log(&self.directory, &service, &word).await)
            }
            unknown => Err(format!("there is no tool {unknown}")),
        }
    }
}

/// The last lines of a service's log that have a word in them.
#[tool_span(definition = search_log_tool)]
async fn search_log(
    #[span(skip)] directory: &Path,
    /// Name of the service.
    service: &str,
    /// The word.
    word: &str,
) -> Result<Vec<String>, LogError> {
    // A model chooses the name, and no model is to choose a path.
    let is_name = service.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let file = directory.join(format!("{service}.log"));
    if !is_name || !fs::try_exists(&file).await.unwrap_or_default() {
        return Err(LogError::NoService(service.to_owned()));
    }
    let text = fs::read_to_string(file).await;
    let text = text.map_err(|source| LogError::Unreadable { service: service.to_owned(), source })?;
    let mut lines: Vec<_> =
        text.lines().rev().filter(|line| line.contains(word)).take(LINES).map(str::to_owned).collect();
    lines.reverse();
    Ok(lines)
}
