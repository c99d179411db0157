//! Features are asked for where a module is declared, or a name handed on.

use std::path::Path;

use anyhow::{Result, ensure};
use openinference_architecture::{Source, feature_cfgs};

use crate::repository::{CRATES, root};

/// Files of constants that say which features there are, and why they do.
const WHAT_IS_COMPILED_IN: &[(&str, &str)] = &[
    (
        "openinference-runtime/src/telemetry/settings/compiled_in.rs",
        "settings name the feature that is missing",
    ),
    (
        "openinference-macros/src/compiled_in.rs",
        "a macro crate has no second form of a module: what it writes depends on it",
    ),
];

#[test]
fn no_item_asks_for_a_feature() -> Result<()> {
    let mut found = Vec::new();
    for (name, _) in CRATES {
        for source in Source::all(&root()?.join(name).join("src"))? {
            let is_test = source.file.iter().any(|part| part == "tests" || part == "tests.rs");
            let is_table = WHAT_IS_COMPILED_IN
                .iter()
                .any(|(table, _)| Path::new(name).join("src").join(&source.file) == Path::new(table));
            if is_test || is_table {
                continue;
            }
            let lines = feature_cfgs(&source).into_iter();
            found.extend(lines.map(|one| format!("{name}/src/{}:{}", one.file.display(), one.line)));
        }
    }
    ensure!(found.is_empty(), "{} within items\n{}", found.len(), found.join("\n"));
    Ok(())
}
