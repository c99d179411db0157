//! What people have reported to be lost or misread, elsewhere: `tests/data/reports`. Beside every payload stands what its span
//! must say, written by hand.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use openinference_runtime::testing::{Node, Outcome};
use openinference_tests::payloads::{Report, reports};
use serde_json::Value;

#[tokio::test]
async fn every_report_has_its_right_span() -> Result<()> {
    let mut wrong = String::new();
    for (file, cases) in reports()? {
        for case in &cases {
            let span = case.call().await.with_context(|| case.name.clone())?;
            for fault in faults(case, &cases, &span).await? {
                writeln!(wrong, "{file}: {}: {fault}", case.name)?;
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    Ok(())
}

async fn faults(case: &Report, cases: &[Report], span: &Node) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (key, expected) in &case.span {
        let found = span.attribute(key).map(serde_json::to_value).transpose()?;
        if !found.as_ref().is_some_and(|found| same(found, expected)) {
            let found = found.map_or_else(|| "nothing".to_owned(), |found| found.to_string());
            faults.push(format!("{key} is {found}, not {expected}"));
        }
    }
    let expected = case.status.clone().map_or(Outcome::Ok, Outcome::Error);
    if span.status != expected {
        faults.push(format!("ended {:?}, not {expected:?}", span.status));
    }
    let output = span.text("output.value").unwrap_or_default();
    for text in &case.output_holds {
        if !output.contains(text) {
            faults.push(format!("{text} is not in {output}"));
        }
    }
    for (key, _) in span.attributes.iter() {
        if let Some(part) = case.lacks.iter().find(|part| key.contains(&***part)) {
            faults.push(format!("{part} is there: {key}"));
        }
    }
    if let Some(name) = &case.same_output_as {
        let other = cases.iter().find(|case| case.name == *name).context("the other case")?;
        let other = other.call().await?;
        let (one, other) = (json(output), json(other.text("output.value").unwrap_or_default()));
        if one != other {
            faults.push(format!("the output is\n{one}\nnot\n{other}"));
        }
    }
    Ok(faults)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Whether two values are the same; JSON as text is compared by what it says.
fn same(found: &Value, expected: &Value) -> bool {
    found == expected
        || found.as_str().zip(expected.as_str()).is_some_and(|(found, expected)| {
            expected.starts_with(['{', '[']) && json(found) == json(expected) && !json(found).is_null()
        })
}
