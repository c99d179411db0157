//! Every query of every panel in `deploy/`, asked of a real Prometheus that scrapes the running system: it has an answer,
//! and another one under load than without.

use std::{
    collections::{BTreeMap, BTreeSet},
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

use super::{QUESTION, measured};

/// A question on which a tool, a model and an agent fail.
const HATS: &str = "Which hats should we promote?";
/// A question during which agents can be seen to run.
const SLOWLY: &str = "What is there? Slowly, slowly.";
/// Seconds between the points of a graph, as far as queries know: several scrapes, also on a machine that has much to do.
const INTERVAL: u64 = 8;
const DEADLINE: Duration = Duration::from_secs(150);

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
const REFUSED: &str = "the forwarder that stands for the collector has no limit at which it refuses";

/// What queries yield: values by labels.
type Answer = BTreeMap<BTreeMap<String, String>, Vec<f64>>;

#[test]
fn every_panel_has_an_answer_that_changes_with_the_load() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let Some((forwarder, backend)) = live::observed_forwarder()? else { return Ok(()) };
    let mut stage = measured(Some("load.json"), |stage| {
        stage.use_forwarder(forwarder);
        // Milliseconds until spans are sent on.
        stage.env("OTEL_BSP_SCHEDULE_DELAY", "200");
    })?;
    let forwarders = [("forwarder".to_owned(), backend.url())];
    let services = stage.urls();
    let watched = Watched { services: &services, forwarders: &forwarders, ..Watched::default() };
    let prometheus = Server::watch(&programs, &watched)?;
    let mut unanswered: Vec<Query> = boards()?.into_iter().flat_map(|board| board.queries).collect();

    // From nothing to something is no rate: each series is there before one is asked for.
    load(&stage, &backend)?;
    let still = |counter: &str| {
        let rate = format!("sum(rate({counter}[{INTERVAL}s]))");
        prometheus.wait_for(&rate, |sum| sum.first().is_some_and(|sum| sum.value == 0.0))
    };
    prometheus.wait_for("otelcol_exporter_send_failed_spans_total", |found| !found.is_empty())?;
    still("gen_ai_invoke_agent_duration_seconds_count")?;
    still("otelcol_receiver_accepted_spans_total")?;
    let idle = unanswered.iter().map(|query| ask(&prometheus, query)).collect::<Result<Vec<_>>>()?;
    let mut idle: BTreeMap<String, Answer> =
        unanswered.iter().map(|query| query.text.clone()).zip(idle).collect();

    let deadline = Instant::now() + DEADLINE;
    let is_fed = |query: &Query| !UNFED.iter().any(|(text, _)| *text == query.text);
    let mut lost = false;
    while unanswered.iter().any(is_fed) {
        if unanswered.iter().filter(|query| is_fed(query)).all(|query| query.text.contains("up")) && !lost {
            stage.kill("inventory")?;
            lost = true;
        }
        let late: Vec<_> = unanswered.iter().filter(|query| is_fed(query)).collect();
        ensure!(Instant::now() < deadline, "without another answer under load: {late:#?}");
        if !lost {
            load(&stage, &backend)?;
        }
        let mut waiting = Vec::new();
        for query in unanswered {
            let busy = ask(&prometheus, &query)?;
            let before = idle.get(&query.text).cloned().unwrap_or_default();
            if differs(&before, &busy) {
                named(&query, &busy)?;
                idle.remove(&query.text);
            } else {
                waiting.push(query);
            }
        }
        unanswered = waiting;
    }
    let unanswered: BTreeSet<_> = unanswered.iter().map(|query| query.text.as_str()).collect();
    let unfed: BTreeSet<_> = UNFED.iter().map(|(text, _)| *text).collect();
    assert_eq!(unanswered, unfed, "what is listed as unfed is asked, and is not fed");
    Ok(())
}

#[test]
fn one_can_choose_among_what_there_is() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let stage = measured(None, |_| {})?;
    let prometheus = Server::start(&programs, &stage.urls(), None, None)?;
    stage.run("a2a_shop", &["ask", QUESTION])?;
    let offered = [
        ("gen_ai_agent_name", vec!["inventory", "product", "sales"]),
        (
            "gen_ai_tool_name",
            vec!["analyze_sales", "ask_inventory", "ask_product", "check_inventory", "search_products"],
        ),
    ];
    let mut variables: Vec<_> = boards()?.into_iter().flat_map(|board| board.variables).collect();
    variables.sort_by(|one, other| one.1.cmp(&other.1));
    assert_eq!(
        variables.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>(),
        offered.each_ref().map(|it| it.0)
    );
    for ((series, label), (_, values)) in variables.iter().zip(offered) {
        let count = values.len();
        prometheus.wait_for(&format!("count(count by ({label}) ({series}))"), |found| {
            found.first().is_some_and(|found| usize::try_from(found.value as u64) == Ok(count))
        })?;
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

/// The answers of the last seconds.
fn ask(prometheus: &Server, query: &Query) -> Result<Answer> {
    if query.source != "prometheus" {
        return Ok(Answer::new());
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs_f64();
    let samples = prometheus
        .query_range(&query.filled(INTERVAL, INTERVAL), now - 6.0, now)
        .context(query.of.clone())?;
    let mut answer = Answer::new();
    for Sample { labels, value } in samples.into_iter().filter(|sample| sample.value.is_finite()) {
        answer.entry(labels).or_default().push(value);
    }
    Ok(answer)
}

/// Whether there is a value that there was not.
fn differs(idle: &Answer, busy: &Answer) -> bool {
    busy.iter().any(|(labels, values)| {
        let before = idle.get(labels).map_or(&[][..], Vec::as_slice);
        values.iter().any(|value| !before.contains(value))
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
