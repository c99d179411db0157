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
    /// All that its panels ask.
    pub queries: Vec<Query>,
    /// What one can choose from: series, and the label of these whose values are offered.
    pub variables: Vec<(String, String)>,
}

/// One question of a panel.
#[derive(Clone, Debug)]
pub struct Query {
    /// The dashboard's name and the panel's title.
    pub of: String,
    /// Whom it asks.
    pub source: String,
    /// In the source's language, with variables of Grafana's: [`Query::filled`] is without.
    pub text: String,
    /// The labels by which the panel calls what it gets.
    pub legend: Vec<String>,
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
        let board = Board::read(name.clone(), text).context(name)?;
        ensure!(!board.queries.is_empty(), "{} asks nothing", board.name);
        boards.push(board);
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
#[serde(rename_all = "camelCase")]
struct Target {
    datasource: Source,
    /// PromQL.
    expr: Option<String>,
    /// TraceQL.
    query: Option<String>,
    #[serde(default)]
    legend_format: String,
}

#[derive(Deserialize)]
struct Source {
    r#type: String,
}

impl Board {
    fn read(name: String, text: String) -> Result<Self> {
        let mut board: Value = serde_json::from_str(&text)?;
        let panels: Vec<Panel> = serde_json::from_value(board["panels"].take())?;
        let mut queries = Vec::new();
        for Panel { title, targets } in panels {
            for target in targets {
                let text = target.expr.or(target.query).with_context(|| format!("{title} asks nothing"))?;
                let labels = target.legend_format.split("{{").skip(1);
                let legend = labels.filter_map(|rest| Some(rest.split_once("}}")?.0.trim().to_owned()));
                queries.push(Query {
                    of: format!("{name}: {title}"),
                    source: target.datasource.r#type,
                    text,
                    legend: legend.collect(),
                });
            }
        }
        let variables = board["templating"]["list"].as_array().into_iter().flatten();
        let variables =
            variables.map(|variable| values_of(&variable["query"]["query"])).collect::<Result<_>>()?;
        Ok(Self { name, text, queries, variables })
    }
}

/// `label_values(series, label)`.
fn values_of(query: &Value) -> Result<(String, String)> {
    let asked = query.as_str().and_then(|query| query.strip_prefix("label_values(")?.strip_suffix(')'));
    let (series, label) =
        asked.and_then(|asked| asked.split_once(", ")).with_context(|| query.to_string())?;
    Ok((series.to_owned(), label.to_owned()))
}
