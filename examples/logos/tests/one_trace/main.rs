//! The three services as they run, and what a collector gets from them.

mod collector;
mod gone;
mod sink;

use std::path::Path;

use anyhow::{Context as _, Result};
use xtask::demo::{Stage, System};

use self::sink::{Sink, Span};

/// The services, with these variables.
fn stage(variables: &[(&str, &str)]) -> Result<Stage> {
    let programs = Path::new(env!("CARGO_BIN_EXE_apollo")).parent().context("a program is in a folder")?;
    let mut stage = Stage::new(programs)?;
    for (key, value) in variables {
        stage.env(key, *value);
    }
    System::find("logos")?.start(&mut stage)?;
    Ok(stage)
}

fn run(stage: &Stage, arguments: &[&str]) -> Result<String> {
    Ok(stage.run("apollo", arguments)?.stdout)
}

/// The span of this name that belongs to a service.
fn one<'a>(spans: &'a [Span], service: &str, name: &str) -> &'a Span {
    let found = spans.iter().find(|span| span.service == service && span.name == name);
    found.unwrap_or_else(|| panic!("no {name} of {service}: {spans:#?}"))
}

/// From a span up to the root: service and name of each.
fn line<'a>(spans: &'a [Span], from: &'a Span) -> Vec<(&'a str, &'a str)> {
    let parent = |span: &&Span| spans.iter().find(|other| other.id == span.parent);
    std::iter::successors(Some(from), parent).map(|span| (&*span.service, &*span.name)).collect()
}

#[test]
fn a_command_is_one_trace_over_three_services() -> Result<()> {
    let sink = Sink::start()?;
    let mut stage = stage(&[("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])?;
    run(&stage, &["plan", "Make tea"])?;
    stage.stop()?;

    let spans = sink.spans()?;
    let root = one(&spans, "apollo", "apollo.command");
    assert!(spans.iter().all(|span| span.trace == root.trace), "{spans:#?}");
    assert_eq!([&*root.attributes["command.type"], &*root.attributes["command.success"]], ["plan", "true"]);
    let plan = one(&spans, "sophia", "sophia.plan");
    assert_eq!([&*plan.attributes["plan.goal"], &*plan.attributes["plan.steps"]], ["Make tea", "1"]);
    for name in ["sophia.state.read", "sophia.hcg.read", "sophia.hcg.write", "sophia.state.write"] {
        assert_eq!(one(&spans, "sophia", name).parent, plan.id, "{name}");
    }
    let embed = one(&spans, "hermes", "hermes.embed");
    assert_eq!(embed.attributes["embedding.model_name"], "text-embedding-3-small");
    assert_eq!(embed.attributes["vector.dimension"], "64");
    assert_eq!(one(&spans, "hermes", "hermes.milvus").attributes["db.operation.name"], "search");
    // From the model's call up: a client's span and a server's at each border.
    assert_eq!(
        line(&spans, one(&spans, "hermes", "hermes.llm")),
        [
            ("hermes", "hermes.llm"),
            ("hermes", "POST /llm"),
            ("sophia", "POST"),
            ("sophia", "sophia.plan"),
            ("sophia", "POST /plan"),
            ("apollo", "POST"),
            ("apollo", "apollo.api.sophia"),
            ("apollo", "apollo.command"),
        ]
    );

    let records = sink.records()?;
    let planned = records.iter().find(|(service, text, _)| service == "sophia" && text == "planned");
    assert_eq!(planned.map(|(_, _, trace)| trace), Some(&root.trace), "{records:?}");
    Ok(())
}

#[test]
fn what_is_kept_outlives_a_service_and_decides_what_is_planned() -> Result<()> {
    let sink = Sink::start()?;
    let mut stage = stage(&[("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])?;
    // Another reply of the script, as something is known now.
    run(&stage, &["remember", "The kettle is for tea"])?;
    stage.kill("hermes")?;
    let refused = stage.try_run("apollo", &["analyse", "One."])?;
    assert!(!refused.success && refused.stderr.contains("hermes is not there"), "{}", refused.stderr);
    // The others know it by its address, so all start again.
    stage.stop()?;
    System::find("logos")?.start(&mut stage)?;
    assert!(run(&stage, &["plan", "Make tea"])?.contains("boil the water"));
    let simulated: serde_json::Value = serde_json::from_str(&run(&stage, &["simulate", "2"])?)?;
    assert_eq!(simulated["steps"].as_array().map(Vec::len), Some(2));
    assert!(run(&stage, &["analyse", "One sentence. And another."])?.contains("\"sentences\":2"));
    assert!(run(&stage, &["status"])?.contains("\"plans\":1"));
    stage.stop()?;

    let spans = sink.spans()?;
    let simulate = one(&spans, "sophia", "sophia.simulate");
    assert_eq!(simulate.attributes["simulation.k_steps"], "2");
    let confidence: f64 = simulate.attributes["simulation.confidence"].parse()?;
    assert!(confidence > 0.0 && confidence <= 1.0, "{confidence}");
    assert_eq!(one(&spans, "hermes", "hermes.nlp").attributes["nlp.words"], "4");
    let vectors = spans.iter().filter(|span| span.name == "hermes.milvus");
    // One for the plan, and one for each step of it that was looked at.
    assert_eq!(vectors.filter(|span| span.attributes["db.operation.name"] == "search").count(), 3);
    let failed = spans.iter().filter(|span| span.name == "apollo.command");
    assert_eq!(failed.filter(|span| span.attributes["command.success"] == "false").count(), 1);
    assert!(spans.iter().any(|span| span.name == "apollo.api.hermes"));
    Ok(())
}

#[test]
fn the_environment_says_where_spans_go_and_how_many() -> Result<()> {
    let mut stage = stage(&[("OTEL_EXPORT_CONSOLE", "true")])?;
    let finished = stage.run("apollo", &["analyse", "One."])?;
    assert!(finished.stderr.contains("CHAIN apollo.command"), "{}", finished.stderr);
    stage.stop()?;
    assert!(stage.what_they_wrote().contains("hermes.nlp"), "{}", stage.what_they_wrote());

    let sink = Sink::start()?;
    let none = [("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url()), ("OTEL_TRACES_SAMPLER", "always_off")];
    let mut stage = self::stage(&none)?;
    run(&stage, &["analyse", "One."])?;
    stage.stop()?;
    assert!(sink.spans()?.is_empty());
    Ok(())
}

#[test]
fn what_the_model_says_decides_what_is_planned_and_looked_at() -> Result<()> {
    let searches = |variables: &[(&str, &str)]| {
        let sink = Sink::start()?;
        let variables = [variables, &[("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())]].concat();
        let mut stage = stage(&variables)?;
        run(&stage, &["plan", "Make tea"])?;
        // Each step of the plan is looked at.
        run(&stage, &["simulate", "9"])?;
        stage.stop()?;
        let spans = sink.spans()?;
        let simulated = one(&spans, "sophia", "sophia.simulate");
        let looked = spans.iter().filter(|span| span.name == "hermes.milvus");
        anyhow::Ok(looked.filter(|span| span.trace == simulated.trace).count())
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scripts/three_steps.json");
    assert_eq!([searches(&[])?, searches(&[("MODEL_SCRIPT", script)])?], [1, 3]);
    Ok(())
}
