//! Feedback: to Phoenix, and on a span of its own.

use anyhow::Result;
use openinference_runtime::feedback::{Annotation, SpanIds, Target, phoenix, record};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::{current, span};
use serde_json::json;

use crate::canary::Canaries;
use crate::program::Program;

pub(crate) fn go(program: &Program, canaries: &Canaries) -> Result<()> {
    let Some(ids) = span(SpanKind::Agent, "judged").in_scope(|| current().ids()) else { return Ok(()) };
    record(
        &Target::Span(ids),
        &[annotation(
            canaries,
            [
                "feedback on a span: explanation",
                "feedback on a span: metadata",
                "feedback on a span: metadata named like a secret",
            ],
        )],
    )?;
    let client = phoenix::Client::new(&program.phoenix())?;
    let told = annotation(
        canaries,
        [
            "feedback to Phoenix: explanation",
            "feedback to Phoenix: metadata",
            "feedback to Phoenix: metadata named like a secret",
        ],
    );
    program.runtime.block_on(client.annotate(&target(ids), &[told]))?;
    Ok(())
}

fn target(ids: SpanIds) -> Target {
    Target::Span(ids)
}

fn annotation(canaries: &Canaries, [explanation, metadata, secret]: [&'static str; 3]) -> Annotation {
    Annotation::new("helpful")
        .label("yes")
        .score(1.0)
        .explanation(canaries.content(explanation, &["hide_inputs", "hide_outputs"]))
        .metadata(json!({
            "note": canaries.content(metadata, &["hide_inputs", "hide_outputs", "hide_metadata"]),
            "password": canaries.secret(secret),
        }))
}
