//! What a benchmark lets happen, and how it has to end.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// The scenarios that come with the program.
const BUILT_IN: [(&str, &str); 2] = [
    ("er_001", include_str!("../scenarios/er_001.json")),
    ("er_002", include_str!("../scenarios/er_002.json")),
];

/// One agent, and what it is for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name and that of its account.
    pub agent: String,
    /// Credits that it begins with.
    pub funds: u64,
    /// What it is for.
    pub goal: String,
    /// Credits that it has at the end.
    pub balance_at_end: u64,
}

impl Scenario {
    /// The scenario of this name, or in the file of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(name: &str) -> Result<Self> {
        let text = match BUILT_IN.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => (*text).to_owned(),
            None if Path::new(name).is_file() => fs::read_to_string(name)?,
            None => {
                bail!("there is no scenario {name}: {}, or a file", BUILT_IN.map(|(name, _)| name).join(", "))
            }
        };
        serde_json::from_str(&text).with_context(|| format!("{name} is not a scenario"))
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Scenario};

    #[test]
    fn the_scenarios_that_come_with_the_program_are_some() {
        for (name, _) in BUILT_IN {
            Scenario::find(name).expect("it is read");
        }
        let error = Scenario::find("er_000").expect_err("none").to_string();
        assert!(error.contains("er_001, er_002"), "{error}");
    }
}
