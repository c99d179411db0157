//! One source per fact: what a table of the conventions says stands in no other list of the published crates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use openinference_runtime::config::MASKING_SWITCHES;
use openinference_semconv::providers::PROVIDERS;
use openinference_semconv::{LlmProvider, SpanKind};
use xtask::workspace;

/// The code of a crate without its tests, by path below the workspace.
fn sources(package: &str) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    collect(&workspace::root().join(package).join("src"), &mut sources)?;
    Ok(sources)
}

fn collect(folder: &Path, sources: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        if path.is_dir() && !path.ends_with("tests") {
            collect(&path, sources)?;
        } else if is_rust && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path)?;
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let name = path.strip_prefix(workspace::root())?.display().to_string();
            sources.insert(name, code.to_owned());
        }
    }
    Ok(())
}

/// The providers that a source names, as values of an enumeration or as texts.
fn named_providers(code: &str) -> BTreeSet<LlmProvider> {
    let code: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let is_named = |provider: &LlmProvider| {
        let rows = PROVIDERS.iter().filter(|row| row.provider == Some(*provider));
        let texts = rows.flat_map(|row| row.gen_ai_name.iter().chain(row.hosts).chain(row.litellm.prefixes));
        code.contains(&format!("LlmProvider::{provider:?}"))
            || texts.chain(&[provider.as_str()]).any(|text| code.contains(&format!("\"{text}\"")))
    };
    LlmProvider::ALL.iter().copied().filter(is_named).collect()
}

/// A reader of one API may name who speaks it, such as the three that serve Anthropic's; more than that is a list.
#[test]
fn providers_stand_in_one_table() -> Result<()> {
    for package in ["openinference-runtime", "openinference-macros", "openinference-check"] {
        for (path, code) in sources(package)? {
            let named = named_providers(&code);
            assert!(named.len() <= 3, "{path} names {named:?}: read `openinference_semconv::providers`");
        }
    }
    Ok(())
}

#[test]
fn a_list_of_providers_is_found() {
    let list = r#"[("azure", 1), ("x_ai", 2), ("bedrock", 3)]; LlmProvider::Groq"#;
    assert_eq!(named_providers(list).len(), 4);
    assert_eq!(named_providers("// \"azure\"\n"), BTreeSet::new());
}

/// The names of switches are written in their table, and those of kinds of spans in theirs: no other list repeats them.
#[test]
fn masking_switches_and_span_kinds_stand_in_one_table() -> Result<()> {
    let kinds = || SpanKind::ALL.iter().copied();
    for package in ["openinference-runtime", "openinference-macros", "openinference-check"] {
        for (path, code) in sources(package)? {
            let switches = code.lines().filter(|line| {
                MASKING_SWITCHES.iter().flat_map(|switch| switch.variables).any(|name| line.contains(name))
            });
            assert!(path.ends_with("config/switches.rs") || switches.count() <= 1, "{path}");
            let quoted = kinds().filter(|kind| code.contains(&format!("\"{kind}\""))).count();
            assert!(quoted <= 3, "{path} lists kinds of spans by text");
            let ten = ["the ten ", "all ten", "ten kinds", "ten macros", "ten attributes"];
            let counted = ten.iter().find(|words| code.to_ascii_lowercase().contains(**words));
            assert_eq!(counted, None, "{path} counts the kinds of spans");
        }
    }
    Ok(())
}
