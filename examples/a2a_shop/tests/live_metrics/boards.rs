//! Every query of every panel in `deploy/`, asked of a real Prometheus that scrapes the running system: it has an answer,
//! and another one under load than without.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context as _, Result, ensure};
use xtask::{
    demo::Stage,
    grafana::{Query, boards},
    live,
    prometheus::{Sample, Server, Watched},
    rotel::Backend,
};

use super::{HATS, QUESTION, SLOWLY, measured};

/// Seconds between the points of a graph, as far as queries know: several scrapes, also on a machine that has much to do.
const INTERVAL: u64 = 8;
/// The seconds that are looked at for an answer.
const SHOWN: f64 = 6.0;
const DEADLINE: Duration = Duration::from_secs(120);

/// Queries that nothing here can feed, and why.
const UNFED: &[(&str, &str)] = &[
    ("{ status = error }", TEMPO),
    (r#"{ span.openinference.span.kind = "AGENT" } && { span.openinference.span.kind = "TOOL" }"#, TEMPO),
    ("otelcol_process_memory_rss", COLLECTOR),
    ("sum by (exporter) (otelcol_exporter_queue_size)", COLLECTOR),
    ("sum by (exporter) (otelcol_exporter_queue_capacity)", COLLECTOR),
    ("sum by (exporter) (rate(otelcol_exporter_sent_spans_total[$__rate_interval]))", SENT),
    ("sum(rate(otelcol_receiver_refused_spans_total[$__rate_interval]))", REFUSED),
    ("sum(increase(otelcol_receiver_refused_spans_total[$__range])) or vector(0)", REFUSED),
];
const TEMPO: &str = "no package has Tempo: the workflow asks the one in the container";
const COLLECTOR: &str =
    "no package has the collector, and the forwarder that stands for it does not measure this";
const SENT: &str = "the forwarder counts what it accepts and what it loses, not what it sends";
const REFUSED: &str = "the forwarder has no limit at which it refuses";

/// Queries about processes, which answer otherwise when there is one less, and why no load changes them.
const OF_LOSS: &[(&str, &str)] = &[
    ("up", "they all answer, whatever they have to do"),
    (r#"up{job="agents"}"#, "they all answer, whatever they have to do"),
    ("sum by (service) (process_memory_virtual_bytes)", "addresses are reserved at the start"),
];

/// What queries yield: values by labels.
type Answer = BTreeMap<BTreeMap<String, String>, Vec<f64>>;

#[test]
fn every_panel_has_an_answer_that_changes_with_the_load() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let Some((forwarder, backend)) = live::observed_forwarder()? else { return Ok(()) };
    let queries: Vec<Query> = boards()?.into_iter().flat_map(|board| board.queries).collect();
    for (text, _) in UNFED.iter().chain(OF_LOSS) {
        ensure!(queries.iter().any(|query| query.text == *text), "nobody asks {text}");
    }
    let mut stage = measured(Some("load.json"), |stage| {
        stage.use_forwarder(forwarder);
        // Milliseconds until spans are sent on.
        stage.env("OTEL_BSP_SCHEDULE_DELAY", "200");
    })?;
    let (services, forwarders) = (stage.urls(), [("forwarder".to_owned(), backend.url())]);
    let watched = Watched { services: &services, forwarders: &forwarders, ..Watched::default() };
    let prometheus = Server::watch(&programs, &watched)?;

    // From nothing to something is no rate: each series is there before one is asked for.
    load(&stage, &backend)?;
    prometheus.wait_for("otelcol_exporter_send_failed_spans_total", |found| !found.is_empty())?;
    for counter in ["gen_ai_invoke_agent_duration_seconds_count", "otelcol_receiver_accepted_spans_total"] {
        prometheus.wait_for(&format!("sum(rate({counter}[{INTERVAL}s])) == 0"), |found| !found.is_empty())?;
    }
    let mut idle = BTreeMap::new();
    for query in &queries {
        idle.insert(query.text.as_str(), ask(&prometheus, query)?);
    }

    let is_in = |list: &[(&str, &str)], query: &Query| list.iter().any(|(text, _)| *text == query.text);
    let (unfed, fed): (Vec<_>, Vec<_>) = queries.iter().partition(|query| is_in(UNFED, query));
    let (of_loss, of_load): (Vec<_>, Vec<_>) = fed.into_iter().partition(|query| is_in(OF_LOSS, query));
    until_none(
        of_load,
        || load(&stage, &backend),
        |query| {
            let busy = ask(&prometheus, query)?;
            let changed = is_more(&idle[query.text.as_str()], &busy);
            if changed {
                named(query, &busy)?;
            }
            Ok(changed)
        },
    )?;
    stage.kill("inventory")?;
    until_none(
        of_loss,
        || Ok(()),
        |query| {
            let fewer = ask(&prometheus, query)?;
            named(query, &fewer)?;
            Ok(is_more(&fewer, &idle[query.text.as_str()]))
        },
    )?;
    for query in unfed {
        let answer = ask(&prometheus, query)?;
        ensure!(!is_more(&idle[query.text.as_str()], &answer), "{query:?} is fed after all: {answer:?}");
    }
    Ok(())
}

#[test]
fn one_can_choose_among_what_there_is() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let stage = measured(None, |_| {})?;
    let prometheus = Server::start(&programs, &stage.urls(), None, None)?;
    stage.run("a2a_shop", &["ask", QUESTION])?;
    let offered = BTreeMap::from([
        ("gen_ai_agent_name", vec!["inventory", "product", "sales"]),
        (
            "gen_ai_tool_name",
            vec!["analyze_sales", "ask_inventory", "ask_product", "check_inventory", "search_products"],
        ),
    ]);
    let variables: BTreeMap<_, _> = boards()?
        .into_iter()
        .flat_map(|board| board.variables)
        .map(|(series, label)| (label, series))
        .collect();
    assert!(variables.keys().eq(offered.keys()), "{variables:?}");
    for (label, values) in offered {
        let series = &variables[label];
        prometheus
            .wait_for(&format!("count by ({label}) ({series})"), |found| found.len() == values.len())?;
        assert_eq!(prometheus.label_values(series, label)?, values, "{label}");
    }
    Ok(())
}

/// All kinds of questions, and a backend that takes the spans of some.
fn load(stage: &Stage, backend: &Backend) -> Result<()> {
    backend.refuse(false);
    let slow = stage.begin("a2a_shop", &["ask", SLOWLY])?;
    stage.run("a2a_shop", &["ask", QUESTION])?;
    slow.finish()?.succeeded()?;
    backend.refuse(true);
    stage.run("a2a_shop", &["ask", HATS])?;
    Ok(())
}

/// Lets something happen, over and over, until each of the queries has changed by it.
fn until_none(
    mut queries: Vec<&Query>,
    mut happen: impl FnMut() -> Result<()>,
    has_changed: impl Fn(&Query) -> Result<bool>,
) -> Result<()> {
    let deadline = Instant::now() + DEADLINE;
    while !queries.is_empty() {
        ensure!(Instant::now() < deadline, "without another answer: {queries:#?}");
        happen()?;
        let mut waiting = Vec::new();
        for query in queries {
            if !has_changed(query)? {
                waiting.push(query);
            }
        }
        queries = waiting;
    }
    Ok(())
}

/// The answers of the last seconds.
fn ask(prometheus: &Server, query: &Query) -> Result<Answer> {
    let mut answer = Answer::new();
    if query.source == "prometheus" {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs_f64();
        let samples = prometheus.query_range(&query.filled(INTERVAL, INTERVAL), now - SHOWN, now);
        let samples = samples.with_context(|| query.of.clone())?;
        // What nothing was divided by nothing to is no answer.
        for Sample { labels, value } in samples.into_iter().filter(|sample| sample.value.is_finite()) {
            answer.entry(labels).or_default().push(value);
        }
    }
    Ok(answer)
}

/// Whether the second has a value that the first has not.
fn is_more(first: &Answer, second: &Answer) -> bool {
    second.iter().any(|(labels, values)| {
        let known = first.get(labels).map_or(&[][..], Vec::as_slice);
        values.iter().any(|value| !known.contains(value))
    })
}

/// What the panel calls an answer by is a label of it.
fn named(query: &Query, answer: &Answer) -> Result<()> {
    for label in &query.legend {
        let all = answer.keys().all(|labels| labels.contains_key(label));
        ensure!(all, "{}: {label} is no label of what {} yields", query.of, query.text);
    }
    Ok(())
}
