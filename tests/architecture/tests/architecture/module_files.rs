//! A `mod.rs` declares modules and re-exports names.

use anyhow::{Result, ensure};
use openinference_architecture::Source;
use syn::Item;

use crate::repository::{CRATES, root};

#[test]
fn a_mod_rs_defines_nothing() -> Result<()> {
    let mut found = Vec::new();
    for (name, _) in CRATES {
        for source in Source::all(&root()?.join(name).join("src"))? {
            let is_test = source.file.iter().any(|part| part == "tests");
            if source.file.file_name().is_none_or(|name| name != "mod.rs") || is_test {
                continue;
            }
            if let Some(item) = source.content.items.iter().find(|item| !declares(item)) {
                found.push(format!("{name}/src/{}: {}", source.file.display(), kind(item)));
            }
        }
    }
    ensure!(found.is_empty(), "{} define something\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// A module, or a name of another one; a module in braces, where it does the same.
fn declares(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Mod(module) => module.content.as_ref().is_none_or(|(_, items)| items.iter().all(declares)),
        _ => false,
    }
}

fn kind(item: &Item) -> &'static str {
    match item {
        Item::Fn(_) => "a function",
        Item::Struct(_) | Item::Enum(_) | Item::Trait(_) | Item::Type(_) => "a type",
        Item::Impl(_) => "an implementation",
        Item::Macro(_) => "a macro",
        Item::Const(_) | Item::Static(_) => "a constant",
        _ => "an item",
    }
}
