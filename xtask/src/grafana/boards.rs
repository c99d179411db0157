//! The dashboards of the repository, and what they ask.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::workspace;

/// Below the workspace.
pub const FOLDER: &str = "deploy/grafana/dashboards";

/// A dashboard.
#[derive(Clone, Debug)]
pub struct Board {
    /// Its name: that of the file.
    pub name: String,
    /// The file.
    pub text: String,
    /// All that it asks.
    pub queries: Vec<Query>,
}

/// One question of a panel, or of a variable.
#[derive(Clone, Debug)]
pub struct Query {
    /// The dashboard's name and the panel's title.
    pub of: String,
    /// Whom it asks.
    pub source: String,
    /// In the source's language, with variables of Grafana's: [`Query::filled`] is without.
    pub text: String,
    /// Whether it asks for one moment; else for the whole time shown.
    pub instant: bool,
}

impl Query {
    /// The question with values for Grafana's variables: seconds between the points of a graph, and of the time shown; of
    /// everything that one can choose, all.
    #[must_use]
    pub fn filled(&self, interval: u64, range: u64) -> String {
        let times = [("$__rate_interval", format!("{interval}s")), ("$__range", format!("{range}s"))];
        let chosen = ["$agent", "$tool"].map(|name| (name, ".*".to_owned()));
        times.iter().chain(&chosen).fold(self.text.clone(), |text, (name, value)| text.replace(name, value))
    }
}

/// Reads them all.
///
/// # Errors
/// When one cannot be read, or asks nothing.
pub fn boards() -> Result<Vec<Board>> {
    let mut boards = Vec::new();
    for entry in fs::read_dir(workspace::root().join(FOLDER))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        let queries = queries(&name, &text).with_context(|| name.clone())?;
        ensure!(!queries.is_empty(), "{name} asks nothing");
        boards.push(Board { name, text, queries });
    }
    boards.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(boards)
}

#[derive(Deserialize)]
struct Panel {
    title: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    datasource: Source,
    /// PromQL.
    expr: Option<String>,
    /// TraceQL.
    query: Option<String>,
    #[serde(default)]
    instant: bool,
}

#[derive(Deserialize)]
struct Source {
    r#type: String,
}

fn queries(name: &str, text: &str) -> Result<Vec<Query>> {
    let mut board: Value = serde_json::from_str(text)?;
    let panels: Vec<Panel> = serde_json::from_value(board["panels"].take())?;
    let mut queries = Vec::new();
    for Panel { title, targets } in panels {
        for target in targets {
            let text = target.expr.or(target.query).with_context(|| format!("{title} asks nothing"))?;
            let of = format!("{name}: {title}");
            queries.push(Query { of, source: target.datasource.r#type, text, instant: target.instant });
        }
    }
    Ok(queries)
}
