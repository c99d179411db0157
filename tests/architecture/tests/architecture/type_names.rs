//! A name that more than one file knows is of one type.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use syn::{Item, Visibility};

use crate::repository::{RUNTIME, read};

#[test]
fn no_two_types_of_the_runtime_share_a_name() -> Result<()> {
    let source = read("openinference-runtime", RUNTIME[0])?;
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for module in &source.modules {
        for item in &module.items {
            if let Some(name) = type_name(item) {
                types.entry(name).or_default().push(format!("{}", module.file.display()));
            }
        }
    }
    ensure!(types.len() > 300, "only {} types are seen", types.len());
    types.retain(|_, files| files.len() > 1);
    let found: Vec<String> =
        types.iter().map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    ensure!(found.is_empty(), "{} names are shared\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// Of a type that is seen outside of its module.
fn type_name(item: &Item) -> Option<String> {
    let (ident, visibility) = match item {
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        Item::Union(item) => (&item.ident, &item.vis),
        _ => return None,
    };
    (!matches!(visibility, Visibility::Inherited)).then(|| ident.to_string())
}
