//! Which series there are to ask Prometheus for.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result};
use openinference_runtime::semconv::{SpanKind, attributes as key};
use openinference_runtime::span;
use openinference_runtime::telemetry::Builder;

/// Of `process-metrics`, of Prometheus itself and of the collector.
const OTHERS: &[&str] = &[
    "process_cpu_time_seconds_total",
    "process_memory_usage_bytes",
    "process_memory_virtual_bytes",
    "up",
    "otelcol_exporter_queue_capacity",
    "otelcol_exporter_queue_size",
    "otelcol_exporter_send_failed_spans_total",
    "otelcol_exporter_sent_spans_total",
    "otelcol_process_memory_rss",
    "otelcol_receiver_accepted_spans_total",
    "otelcol_receiver_refused_spans_total",
];

/// Counters of the shop's own.
const BUSINESS: &[&str] = &[
    "a2a_messages_total",
    "shop_inventory_checks_total",
    "shop_product_searches_total",
    "shop_sales_analyses_total",
];

/// Labels that Prometheus, the collector and the shop give.
const LABELS: &[&str] = &["exporter", "from", "instance", "job", "le", "outcome", "service", "to"];

/// Words of the language of queries.
const WORDS: &[&str] =
    &["by", "group_left", "histogram_quantile", "increase", "on", "or", "rate", "sum", "topk", "vector"];

/// What a program writes on its page for Prometheus once it did everything that is measured: names and labels.
pub(crate) fn known() -> Result<BTreeSet<String>> {
    let page = page()?;
    let series = page.lines().filter(|line| !line.starts_with('#')).flat_map(identifiers);
    let fixed = OTHERS.iter().chain(BUSINESS).chain(LABELS).chain(WORDS);
    Ok(series.chain(fixed.map(|name| (*name).to_owned())).collect())
}

fn page() -> Result<String> {
    let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let telemetry = Builder::new()
        .environment([] as [(&str, &str); 0])
        .console(false)
        .quiet(true)
        .prometheus(loopback)
        .init()?;
    let model = span(SpanKind::Llm, "chat")
        .attribute(key::LLM_PROVIDER, "openai")
        .attribute(key::LLM_REQUEST_MODEL_NAME, "small")
        .attribute(key::LLM_TOKEN_COUNT_PROMPT, 40)
        .attribute(key::LLM_TOKEN_COUNT_COMPLETION, 2)
        .attribute(key::LLM_COST_TOTAL, 0.5)
        .attribute("gen_ai.response.time_to_first_chunk", 0.1);
    let agent = span(SpanKind::Agent, "planner").attribute(key::AGENT_NAME, "planner");
    // The tool's failure is meant, and seen in the counters.
    let _ = agent.in_scope_result(|| {
        model.in_scope(|| {});
        span(SpanKind::Tool, "lookup").in_scope_result(|| Err::<(), _>("no such city"))
    });
    telemetry.prometheus_text().context("the page is on")
}

/// The words of a query, or of a line of the page, that are neither text nor variables.
pub(crate) fn identifiers(text: &str) -> Vec<String> {
    let outside = text.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let words = outside.split(|c: char| !(c.is_ascii_alphanumeric() || "_:$".contains(c)));
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

#[test]
fn words_of_queries_are_told_from_their_texts_and_variables() {
    assert_eq!(
        identifiers(r#"sum by (le) (rate(calls_bucket{name=~"$agent", type!=""}[$__rate_interval])) * 3600"#),
        ["sum", "by", "le", "rate", "calls_bucket", "name", "type"]
    );
}
