//! No file depends on itself by way of others.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use openinference_architecture::circles;

use crate::repository::{CRATES, edges_of};

#[test]
fn no_file_of_a_published_crate_is_on_a_circle_of_imports() -> Result<()> {
    let mut found = Vec::new();
    for (name, choices) in CRATES {
        for features in choices {
            let edges = edges_of(name, *features)?;
            let pairs: BTreeSet<_> = edges.iter().map(|edge| (edge.from.clone(), edge.to.clone())).collect();
            for circle in circles(&pairs.into_iter().collect::<Vec<_>>()) {
                let steps = circle.iter().zip(circle.iter().cycle().skip(1)).filter_map(|(from, to)| {
                    edges.iter().find(|edge| (&edge.from, &edge.to) == (from, to)).map(ToString::to_string)
                });
                found.push(format!("{name}:\n    {}", steps.collect::<Vec<_>>().join("\n    ")));
            }
        }
    }
    found.sort();
    found.dedup();
    ensure!(found.is_empty(), "{} circles\n{}", found.len(), found.join("\n"));
    Ok(())
}
