//! Counts and costs that cannot be.

use super::checked_span::CheckedSpan;
use super::rule::{Rule, Severity};
use crate::json::Json;
use crate::semconv::attributes::{
    LLM_COST_COMPLETION, LLM_COST_COMPLETION_DETAILS, LLM_COST_PROMPT, LLM_COST_PROMPT_DETAILS,
    LLM_COST_TOTAL, LLM_TOKEN_COUNT_COMPLETION, LLM_TOKEN_COUNT_COMPLETION_DETAILS, LLM_TOKEN_COUNT_PROMPT,
    LLM_TOKEN_COUNT_PROMPT_DETAILS, LLM_TOKEN_COUNT_TOTAL,
};

/// Costs are sums of floats: a difference of a millionth of a cent is none.
const COST_TOLERANCE: f64 = 1e-8;

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    for (key, value) in span.said() {
        let counts = key.starts_with("llm.token_count.")
            || key.starts_with("llm.cost.")
            || key.starts_with("decision.token_count.");
        if counts && value.as_f64().is_some_and(|number| number < 0.0) {
            span.report(Rule::NegativeNumber, Some(key), format!("`{key}` is negative"));
        }
    }
    details(span, LLM_TOKEN_COUNT_PROMPT, LLM_TOKEN_COUNT_PROMPT_DETAILS);
    details(span, LLM_TOKEN_COUNT_COMPLETION, LLM_TOKEN_COUNT_COMPLETION_DETAILS);
    total(span);
    costs(span);
}

fn number(span: &CheckedSpan<'_>, key: &str) -> Option<f64> {
    span.node.attribute(key).and_then(Json::as_f64)
}

/// The numbers below a prefix.
fn parts<'a>(span: &CheckedSpan<'a>, prefix: &str) -> Vec<(&'a str, f64)> {
    let attributes = span.node.attributes.iter();
    let below =
        attributes.filter(|(key, _)| key.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')));
    below.filter_map(|(key, value)| Some((key, value.as_f64()?))).collect()
}

/// A part that is larger than the whole is wrong; parts that are so only together may overlap, such as cached audio.
fn details(span: &mut CheckedSpan<'_>, whole_key: &str, prefix: &str) {
    let Some(whole) = number(span, whole_key) else { return };
    let parts = parts(span, prefix);
    for (key, part) in &parts {
        if *part > whole {
            let message = format!("`{key}` is {part}, more than all of `{whole_key}`, which is {whole}");
            span.report(Rule::TokenDetails, Some(key), message);
        }
    }
    let sum: f64 = parts.iter().map(|(_, part)| part).sum();
    if sum > whole && parts.iter().all(|(_, part)| *part <= whole) {
        let message = format!("`{prefix}.*` are {sum} together, more than `{whole_key}`, which is {whole}");
        span.report_as(Severity::Warning, Rule::TokenDetails, Some(whole_key), message);
    }
}

fn total(span: &mut CheckedSpan<'_>) {
    let counts = [LLM_TOKEN_COUNT_PROMPT, LLM_TOKEN_COUNT_COMPLETION, LLM_TOKEN_COUNT_TOTAL];
    if let [Some(prompt), Some(completion), Some(total)] = counts.map(|key| number(span, key))
        && prompt + completion != total
    {
        let message = format!(
            "`{LLM_TOKEN_COUNT_TOTAL}` is {total}, prompt and completion are {}",
            prompt + completion
        );
        span.report(Rule::TokenTotal, Some(LLM_TOKEN_COUNT_TOTAL), message);
    }
}

fn costs(span: &mut CheckedSpan<'_>) {
    let more = |part: f64, whole: f64| part > whole + COST_TOLERANCE;
    for (whole_key, prefix) in
        [(LLM_COST_PROMPT, LLM_COST_PROMPT_DETAILS), (LLM_COST_COMPLETION, LLM_COST_COMPLETION_DETAILS)]
    {
        let Some(whole) = number(span, whole_key) else { continue };
        for (key, part) in parts(span, prefix) {
            if more(part, whole) {
                let message = format!("`{key}` is {part}, more than all of `{whole_key}`, which is {whole}");
                span.report(Rule::CostSum, Some(key), message);
            }
        }
    }
    let costs = [LLM_COST_PROMPT, LLM_COST_COMPLETION, LLM_COST_TOTAL];
    if let [Some(prompt), Some(completion), Some(total)] = costs.map(|key| number(span, key))
        && (prompt + completion - total).abs() > COST_TOLERANCE
    {
        let message =
            format!("`{LLM_COST_TOTAL}` is {total}, prompt and completion are {}", prompt + completion);
        span.report(Rule::CostSum, Some(LLM_COST_TOTAL), message);
    }
}
