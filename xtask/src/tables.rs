//! The tables in the documentation that are written from the tables in the code.
//!
//! They stand between `<!-- begin NAME -->` and `<!-- end NAME -->`. `cargo xtask tables` writes them, a test
//! compares them.

use std::{fmt::Write as _, fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use openinference_runtime::config::MASKING_SWITCHES;
use openinference_semconv::{
    AnnotatorKind, Attribute, LlmProvider, LlmSystem, MessageContentType, MimeType, Place, SpanKind,
    attributes::ATTRIBUTES,
    keys::{KEYS, KeyForm, MacroKey},
    providers::PROVIDERS,
};

use crate::workspace;

/// The tables of a document, each with its name.
type Tables = Vec<(&'static str, String)>;

/// A document that holds tables.
#[derive(Debug)]
pub struct Document {
    /// Where it is.
    pub path: PathBuf,
    /// What it says now.
    pub found: String,
    /// What it should say.
    pub expected: String,
}

/// The documents with the tables as the code has them.
///
/// # Errors
/// When a document cannot be read or does not have the place for a table.
pub fn documents() -> Result<Vec<Document>> {
    [
        ("README.md", vec![("macros", macros()), ("keys", keys())]),
        ("docs/setup.md", vec![("features", features()?)]),
        ("docs/configuration.md", vec![("switches", switches(true)), ("more-switches", switches(false))]),
        ("docs/recognised.md", vec![("recognised", recognised()?)]),
        (
            "docs/conventions.md",
            vec![("attributes", attributes()), ("values", values()), ("providers", providers())],
        ),
    ]
    .into_iter()
    .map(|(path, tables)| document(path, tables))
    .collect()
}

/// The formats that the runtime recognises.
fn recognised() -> Result<String> {
    let path = workspace::root().join("openinference-runtime/src/providers/recognised.tsv");
    let rows = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut table = "| kind | who | forms | what it becomes |\n| --- | --- | --- | --- |\n".to_owned();
    for row in rows.lines().skip(1) {
        let [_, kind, who, forms, becomes] = row.split('\t').collect::<Vec<_>>()[..] else {
            anyhow::bail!("a row has five columns: {row}");
        };
        writeln!(table, "| `{kind}` | {who} | {forms} | {becomes} |")?;
    }
    Ok(table)
}

/// Writes the tables into the documents.
///
/// # Errors
/// Those of [`documents`], or when a document cannot be written.
pub fn write() -> Result<()> {
    for document in documents()? {
        if document.found != document.expected {
            println!("{}", document.path.display());
            fs::write(&document.path, &document.expected)?;
        }
    }
    Ok(())
}

fn document(path: &str, tables: Tables) -> Result<Document> {
    let path = workspace::root().join(path);
    let found = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut expected = found.clone();
    for (name, table) in tables {
        expected = replace(&expected, name, &table).with_context(|| path.display().to_string())?;
    }
    Ok(Document { path, found, expected })
}

fn replace(text: &str, name: &str, table: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- begin {name} -->"), format!("<!-- end {name} -->"));
    let (before, rest) = text.split_once(&begin).with_context(|| format!("no `{begin}`"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("no `{end}`"))?;
    Ok(format!("{before}{begin}\n\n{table}\n{end}{after}"))
}

fn macros() -> String {
    let mut table =
        "| attribute | what the function is | keys of its own, with what they set |\n| --- | --- | --- |\n"
            .to_owned();
    for &kind in SpanKind::ALL {
        let (Some(name), Some(what)) = (kind.macro_name(), kind.function()) else { continue };
        let own = KEYS.iter().filter(|key| key.kinds.contains(&kind));
        let own: Vec<_> = own.map(of_its_own).collect();
        let _ = writeln!(table, "| `#[{name}]` | {kind}: {what} | {} |", own.join("<br>"));
    }
    table
}

/// A key of one kind: the attribute it sets, or else what it does.
fn of_its_own(key: &MacroKey) -> String {
    match key.attribute {
        Some(attribute) => format!("`{}` → `{attribute}`", key.name()),
        None => format!("`{}`: {}", key.name(), key.doc),
    }
}

fn keys() -> String {
    let mut table = "| key | what |\n| --- | --- |\n".to_owned();
    for key in KEYS.iter().filter(|key| key.kinds.is_empty()) {
        let sets = key.attribute.map(|attribute| format!(" Sets `{attribute}`.")).unwrap_or_default();
        let (key, doc) = (written(key).replace('|', "\\|"), key.doc.replace('|', "\\|"));
        let _ = writeln!(table, "| `{key}` | {doc}{sets} |");
    }
    table
}

/// A key as one writes it.
fn written(key: &MacroKey) -> String {
    match key.form {
        KeyForm::Choice(words) => format!("{} = {}", key.name(), words.join("|")),
        form => format!("{}{}", key.name(), form.example()),
    }
}

/// The runtime's features, each with the comment above it; those that begin with `_` are not for users.
fn features() -> Result<String> {
    let path = workspace::root().join("openinference-runtime/Cargo.toml");
    let manifest = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (_, section) = manifest.split_once("\n[features]\n").context("no features")?;
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let mut table = "| feature | what it adds |\n| --- | --- |\n".to_owned();
    let (mut comment, mut default) = (Vec::new(), "");
    for line in lines {
        if let Some(text) = line.strip_prefix("# ") {
            comment.push(text);
        } else if let Some((name, needs)) = line.split_once(" = ") {
            let what = comment.join(" ");
            comment.clear();
            if name == "default" {
                default = needs;
            } else if !name.starts_with('_') {
                ensure!(!what.is_empty(), "feature `{name}` has no comment that says what it adds");
                let on = if default.contains(&format!("\"{name}\"")) { " On by default." } else { "" };
                let _ = writeln!(table, "| `{name}` | {what}{on} |");
            }
        }
    }
    Ok(table)
}

fn attributes() -> String {
    let mut table = "| key | type | where | what |\n| --- | --- | --- | --- |\n".to_owned();
    for Attribute { key, value_type, unit, place, doc, in_spec, .. } in ATTRIBUTES {
        let unit = unit.map(|unit| format!(", {unit}")).unwrap_or_default();
        let place = match place {
            Place::Span => "span",
            Place::Item => "item",
            Place::Event => "event",
            Place::Resource => "resource",
            _ => "",
        };
        let note = if *in_spec { "" } else { " *" };
        let doc = without_links(doc).replace('|', "\\|");
        let _ = writeln!(table, "| `{key}`{note} | {value_type}{unit} | {place} | {doc} |");
    }
    table
}

fn values() -> String {
    let mut table = "| type | values |\n| --- | --- |\n".to_owned();
    let mut row = |name, values: Vec<&str>| {
        let values: Vec<_> = values.into_iter().map(|value| format!("`{value}`")).collect();
        let _ = writeln!(table, "| `{name}` | {} |", values.join(", "));
    };
    row("SpanKind", SpanKind::ALL.iter().map(|each| each.as_str()).collect());
    row("LlmSystem", LlmSystem::ALL.iter().map(|each| each.as_str()).collect());
    row("LlmProvider", LlmProvider::ALL.iter().map(|each| each.as_str()).collect());
    row("MimeType", MimeType::ALL.iter().map(|each| each.as_str()).collect());
    row("MessageContentType", MessageContentType::ALL.iter().map(|each| each.as_str()).collect());
    row("AnnotatorKind", AnnotatorKind::ALL.iter().map(|each| each.as_str()).collect());
    table
}

fn providers() -> String {
    let mut table =
        "| `llm.provider` | `llm.system` | `gen_ai.provider.name` | hosts | names of models begin with |\n\
                     | --- | --- | --- | --- | --- |\n"
            .to_owned();
    let code = |text: &str| format!("`{text}`");
    let list = |texts: &[&str]| texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(", ");
    for row in PROVIDERS {
        let cells = [
            row.provider.map(|provider| code(provider.as_str())).unwrap_or_default(),
            row.system.map(|system| code(system.as_str())).unwrap_or_default(),
            row.gen_ai_name.map(code).unwrap_or_default(),
            list(row.hosts),
            list(row.model_prefixes),
        ];
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

/// The masking switches, those of the reference implementation or those beyond it.
fn switches(in_reference: bool) -> String {
    let mut table = "| variable | what `true` does |\n| --- | --- |\n".to_owned();
    for switch in MASKING_SWITCHES.iter().filter(|switch| switch.in_reference == in_reference) {
        let (first, former) = switch.variables.split_first().unwrap_or((&"", &[]));
        let former: Vec<_> = former.iter().map(|variable| format!(" (formerly `{variable}`)")).collect();
        let _ = writeln!(table, "| `{first}`{} | {} |", former.concat(), switch.hides);
    }
    table
}

/// Links of rustdoc to items lead nowhere outside of it: only their text stays.
fn without_links(doc: &str) -> String {
    let mut parts = doc.split("](crate::");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let Some(open) = plain.rfind('[') {
            plain.remove(open);
        }
        plain.push_str(part.split_once(')').map_or(part, |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_hold_the_tables_as_the_code_has_them() -> Result<()> {
        for document in documents()? {
            let path = document.path.display();
            assert!(document.found == document.expected, "{path} is out of date: run `cargo xtask tables`");
        }
        Ok(())
    }

    #[test]
    fn every_kind_with_keys_of_its_own_has_a_macro() {
        for kind in KEYS.iter().flat_map(|key| key.kinds) {
            assert!(kind.macro_name().is_some(), "{kind}");
        }
    }

    #[test]
    fn links_of_rustdoc_become_their_text() {
        let doc = "A [`SpanKind`](crate::SpanKind) or a [`MimeType`](crate::MimeType). See [x](https://x).";
        assert_eq!(without_links(doc), "A `SpanKind` or a `MimeType`. See [x](https://x).");
    }

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() -> Result<()> {
        let text = "a\n<!-- begin t -->\nold\n<!-- end t -->\nb\n";
        assert_eq!(replace(text, "t", "new\n")?, "a\n<!-- begin t -->\n\nnew\n\n<!-- end t -->\nb\n");
        assert!(replace(text, "u", "").is_err());
        Ok(())
    }
}
