//! A `mod.rs` declares modules and re-exports names, and every file is declared.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use openinference_architecture::Source;
use syn::{Expr, ExprLit, Item, ItemMod, Lit, Meta, MetaNameValue};

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

#[test]
fn every_file_is_a_module_of_another() -> Result<()> {
    let mut found = Vec::new();
    for (name, _) in CRATES {
        let sources = Source::all(&root()?.join(name).join("src"))?;
        let declared: BTreeSet<PathBuf> = sources.iter().flat_map(declared_files).collect();
        let is_root = |file: &Path| file == Path::new("lib.rs") || file == Path::new("main.rs");
        let orphans =
            sources.iter().filter(|source| !is_root(&source.file) && !declared.contains(&source.file));
        found.extend(orphans.map(|source| format!("{name}/src/{}", source.file.display())));
    }
    ensure!(found.is_empty(), "{} files are never compiled\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// Where the modules that a file declares may stand.
fn declared_files(source: &Source) -> Vec<PathBuf> {
    let folder = source.file.parent().unwrap_or(Path::new(""));
    let below = match source.file.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") | None => folder.to_owned(),
        Some(stem) => folder.join(stem),
    };
    let modules = source.content.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() => Some(module),
        _ => None,
    });
    modules
        .flat_map(|module| match path(module) {
            Some(path) => vec![folder.join(path)],
            None => vec![
                below.join(format!("{}.rs", module.ident)),
                below.join(module.ident.to_string()).join("mod.rs"),
            ],
        })
        .collect()
}

/// What `#[path = ".."]` says.
fn path(module: &ItemMod) -> Option<String> {
    let attribute = module.attrs.iter().find(|attribute| attribute.path().is_ident("path"))?;
    let Meta::NameValue(MetaNameValue { value: Expr::Lit(ExprLit { lit: Lit::Str(path), .. }), .. }) =
        &attribute.meta
    else {
        return None;
    };
    Some(path.value())
}
