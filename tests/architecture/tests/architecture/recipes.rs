//! The recipes name the places that a change touches, and no change touches many.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result, ensure};
use openinference_architecture::Source;

use crate::repository::{CRATES, architecture, root};

/// Each recipe, with the most files that it may name.
const RECIPES: &[(&str, usize)] = &[
    ("A provider.", 5),
    ("A macro key.", 7),
    ("A masking switch.", 3),
    ("A span kind.", 5),
    ("An export setting.", 3),
];

/// The text of a recipe.
fn recipe(text: &str, name: &str) -> Result<String> {
    let start = text.split_once(&format!("\n**{name}**")).with_context(|| format!("no recipe {name}"))?;
    Ok(start.1.split("\n\n").next().unwrap_or_default().to_owned())
}

/// The files that a recipe names.
fn files(recipe: &str) -> BTreeSet<&str> {
    recipe.split('`').skip(1).step_by(2).filter(|code| code.ends_with(".rs")).collect()
}

#[test]
fn no_recipe_touches_many_places() -> Result<()> {
    let text = architecture()?;
    for (name, most) in RECIPES {
        let recipe = recipe(&text, name)?;
        let files = files(&recipe);
        ensure!(!files.is_empty() && files.len() <= *most, "{name} names {}: {files:?}", files.len());
    }
    Ok(())
}

/// A provider of tests follows the recipe: whatever else it had to touch would name it.
#[test]
fn a_provider_touches_the_files_of_its_recipe_and_no_others() -> Result<()> {
    let (root, text) = (root()?, architecture()?);
    let recipe = recipe(&text, "A provider.")?;
    let named = files(&recipe);
    let mut touched = Vec::new();
    for (name, _) in CRATES {
        let source = root.join(name).join("src");
        for file in Source::all(&source)? {
            let text = fs::read_to_string(source.join(&file.file))?;
            if text.contains("toy::") || text.contains("mod toy") || text.contains("ToyAnswers") {
                touched.push(format!("{name}/src/{}", file.file.display()));
            }
        }
    }
    let own = "openinference-runtime/src/providers/toy.rs".to_owned();
    ensure!(touched.contains(&own), "the provider of tests is gone");
    touched.retain(|file| *file != own);
    ensure!(touched.len() == 2, "it is named in {touched:?}");
    for file in touched {
        ensure!(named.contains(file.as_str()), "the recipe does not name {file}");
    }
    Ok(())
}
