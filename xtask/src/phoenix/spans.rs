//! Reading spans back over Phoenix's REST API.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::{Node, Server};

/// Phoenix answers an export before it has stored the spans; usually they are there 0.2 s later.
const DEADLINE: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(100);
/// Programs that have ended have sent everything, and the forwarder waits 0.2 s for company.
const SETTLED: Duration = Duration::from_secs(1);

impl Server {
    /// The spans of a project as `GET /v1/projects/{project}/spans` returns them, as soon as there are as many.
    ///
    /// # Errors
    /// When they do not come, or more of them than expected.
    pub fn spans(&self, project: &str, count: usize) -> Result<Vec<Value>> {
        self.wait_for(project, "", count)
    }

    /// The spans of one trace of a project, as soon as there are as many.
    ///
    /// # Errors
    /// When they do not come, or more of them than expected.
    pub fn spans_of_trace(&self, project: &str, trace: &str, count: usize) -> Result<Vec<Value>> {
        self.wait_for(project, &format!("&trace_id={trace}"), count)
    }

    /// The traces of a project, as soon as they have `count` spans together and each has its parent.
    ///
    /// # Errors
    /// When that is not so after a minute, or there are more spans: with the traces as they are.
    pub fn trees(&self, project: &str, count: usize) -> Result<Vec<Node>> {
        let spans = |trees: &[Node]| trees.iter().map(|tree| tree.all().len()).sum::<usize>();
        let trees = self.trees_when(project, |trees| spans(trees) >= count)?;
        ensure!(spans(&trees) == count, "{} spans instead of {count}:\n{}", spans(&trees), written(&trees));
        Ok(trees)
    }

    /// The traces of a project, as soon as each span has its parent and they are what is waited for.
    ///
    /// # Errors
    /// When that is not so after a minute, with the traces as they are.
    pub fn trees_when(&self, project: &str, is_it: impl Fn(&[Node]) -> bool) -> Result<Vec<Node>> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let trees = Node::forest(self.stored(project, "")?);
            match trees {
                Ok(trees) if is_it(&trees) => return Ok(trees),
                trees if Instant::now() >= deadline => {
                    bail!("after {DEADLINE:?}, {project} has\n{}", written(&trees?));
                }
                _ => thread::sleep(POLL),
            }
        }
    }

    /// The traces of a project as a person looks at them, who does not know how many spans there will be: as soon as no more
    /// come for a second.
    ///
    /// # Errors
    /// When that is not so after a minute.
    pub(crate) fn settled_trees(&self, project: &str) -> Result<Vec<Node>> {
        let deadline = Instant::now() + DEADLINE;
        let mut before = 0;
        loop {
            let spans = self.stored(project, "")?;
            let count = spans.len();
            let trees = Node::forest(spans);
            if count > 0 && count == before && trees.is_ok() {
                return trees;
            }
            ensure!(Instant::now() < deadline, "after {DEADLINE:?}: {:#?}", trees.map(|trees| trees.len()));
            before = count;
            thread::sleep(SETTLED);
        }
    }

    /// Where the user interface shows a trace of a project.
    ///
    /// # Errors
    /// When there is no such project.
    pub(crate) fn page(&self, project: &str, trace: &Node) -> Result<String> {
        let answer: Value = serde_json::from_str(&self.get(&format!("/v1/projects/{project}"))?)?;
        let id = answer["data"]["id"].as_str().context("Phoenix answered otherwise than expected")?;
        Ok(format!("{}/projects/{id}/traces/{}", self.url(), trace.trace_id))
    }

    /// The first span of this name in a project, as soon as there is one.
    ///
    /// # Errors
    /// When it does not come.
    pub fn wait_for_span(&self, project: &str, name: &str) -> Result<Value> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(span) = self.stored(project, "")?.into_iter().find(|span| span["name"] == name) {
                return Ok(span);
            }
            ensure!(Instant::now() < deadline, "no span {name} after {DEADLINE:?}");
            thread::sleep(POLL);
        }
    }

    /// The names of the spans of a project that a condition of Phoenix's filter language holds for, in alphabetical order.
    ///
    /// # Errors
    /// When Phoenix does not understand it.
    pub fn filtered(&self, project: &str, condition: &str) -> Result<Vec<String>> {
        let id = serde_json::from_str::<Value>(&self.get(&format!("/v1/projects/{project}"))?)?;
        let query = "query($id: ID!, $condition: String!) { node(id: $id) { ... on Project { \
                     spans(first: 1000, filterCondition: $condition) { edges { node { name } } } } } }";
        let variables = json!({ "id": id["data"]["id"], "condition": condition });
        let answer = self.post("/graphql", &json!({ "query": query, "variables": variables }))?;
        let edges = answer["data"]["node"]["spans"]["edges"].as_array();
        let edges = edges.with_context(|| format!("{condition}: {answer}"))?;
        let mut names: Vec<_> =
            edges.iter().filter_map(|edge| edge["node"]["name"].as_str().map(str::to_owned)).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// The one annotation of a `span`, a `trace` or a `session`, as soon as there is one.
    ///
    /// # Errors
    /// When it does not come, or more of them do.
    pub fn annotations(&self, project: &str, kind: &str, id: &str) -> Result<Value> {
        let path = format!("/v1/projects/{project}/{kind}_annotations?{kind}_ids={id}");
        let deadline = Instant::now() + DEADLINE;
        loop {
            let mut found: Vec<Value> =
                serde_json::from_value(serde_json::from_str::<Value>(&self.get(&path)?)?["data"].take())?;
            ensure!(found.len() < 2, "{} annotations", found.len());
            if let Some(annotation) = found.pop() {
                return Ok(annotation);
            }
            ensure!(Instant::now() < deadline, "no annotation after {DEADLINE:?}");
            thread::sleep(POLL);
        }
    }

    fn wait_for(&self, project: &str, filter: &str, count: usize) -> Result<Vec<Value>> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let found = self.stored(project, filter)?;
            if found.len() >= count {
                ensure!(found.len() == count, "{} spans instead of {count}", found.len());
                return Ok(found);
            }
            ensure!(Instant::now() < deadline, "{} of {count} spans after {DEADLINE:?}", found.len());
            thread::sleep(POLL);
        }
    }

    fn stored(&self, project: &str, filter: &str) -> Result<Vec<Value>> {
        match self.get(&format!("/v1/projects/{project}/spans?limit=1000{filter}")) {
            // A project begins with its first span.
            Err(ureq::Error::StatusCode(404)) => Ok(Vec::new()),
            answer => Ok(serde_json::from_value(serde_json::from_str::<Value>(&answer?)?["data"].take())?),
        }
    }
}

fn written(trees: &[Node]) -> String {
    trees.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
