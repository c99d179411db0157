//! The table of `docs/security.md`, as it was seen.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::canary::Promise;
use crate::table::{Row, Table};

const BEGIN: &str = "<!-- begin what-may-leave -->\n";
const END: &str = "<!-- end what-may-leave -->";

/// Content with what keeps it in, what leaves always, and what leaves never.
fn written(table: &Table) -> String {
    let mut text = String::from(
        "\n| content | switches that keep it in | `Structure` | `Nothing` |\n| --- | --- | --- | --- |\n",
    );
    let of = |promise: fn(&Promise) -> bool| table.rows().filter(move |row| promise(&row.promise));
    for row in of(|promise| matches!(promise, Promise::Unless(_))) {
        let switches: Vec<String> = table
            .switches()
            .filter(|switch| !row.leaves_under(switch))
            .map(|switch| format!("`{switch}`"))
            .collect();
        let switches = if switches.is_empty() { "none".to_owned() } else { switches.join(", ") };
        let level = |name| if row.leaves_under(name) { "leaves" } else { "hidden" };
        let _ =
            writeln!(text, "| {} | {switches} | {} | {} |", row.place, level("structure"), level("nothing"));
    }
    let list = |text: &mut String, head: &str, rows: &mut dyn Iterator<Item = &Row>| {
        let _ = write!(text, "\n{head}\n\n");
        for row in rows {
            let _ = writeln!(text, "- {}", row.place);
        }
    };
    list(
        &mut text,
        "Leaves under every setting, because it is structure:",
        &mut of(|promise| *promise == Promise::Kept),
    );
    list(
        &mut text,
        "Leaves under no setting, because of its name:",
        &mut of(|promise| *promise == Promise::Never).filter(|row| !row.leaves_under("none")),
    );
    text.push('\n');
    text
}

/// Compares, or writes where snapshots are written.
pub(crate) fn hold(table: &Table) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/security.md");
    let document = std::fs::read_to_string(&path)?;
    let (head, rest) = document.split_once(BEGIN).context("where the table begins")?;
    let (before, tail) = rest.split_once(END).context("where the table ends")?;
    let written = written(table);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, format!("{head}{BEGIN}{written}{END}{tail}"))?;
        return Ok(());
    }
    ensure!(
        before == written,
        "docs/security.md says something else than what leaves; write it anew by \
         `INSTA_UPDATE=always cargo test -p openinference-tests --test canaries`, and read the difference"
    );
    Ok(())
}
