//! The trace as Phoenix has it: spans of others' middleware, which have no kind, between those of the attributes.

use std::path::Path;

use anyhow::{Context as _, Result};
use xtask::{
    demo::{Stage, System},
    live,
};

const TREE: &str = "\
CHAIN apollo.command OK
  CHAIN apollo.api.sophia OK
    UNKNOWN POST
      UNKNOWN POST /plan
        AGENT sophia.plan OK
          CHAIN sophia.state.read OK
          CHAIN sophia.hcg.read OK
          UNKNOWN POST
            UNKNOWN POST /search
              EMBEDDING hermes.embed OK
                UNKNOWN POST
              RETRIEVER hermes.milvus OK
          UNKNOWN POST
            UNKNOWN POST /llm
              LLM hermes.llm OK
                UNKNOWN POST
          CHAIN sophia.hcg.write OK
          CHAIN sophia.state.write OK
";

#[test]
fn phoenix_has_the_trace_of_three_services() -> Result<()> {
    let Some(phoenix) = live::phoenix()? else { return Ok(()) };
    let programs = Path::new(env!("CARGO_BIN_EXE_apollo")).parent().context("a program is in a folder")?;
    let mut stage = Stage::new(programs)?;
    stage.env("PHOENIX_PROJECT_NAME", "logos");
    stage.env("OTEL_EXPORTER_OTLP_ENDPOINT", phoenix.url());
    // It takes none.
    stage.env("OTEL_LOGS_EXPORTER", "none");
    System::find("logos")?.start(&mut stage)?;
    stage.run("apollo", &["plan", "Make tea"])?;
    stage.stop()?;

    let trees = phoenix.trees("logos", TREE.lines().count())?;
    let [tree] = &trees[..] else { panic!("{} traces", trees.len()) };
    // What the status of the middleware's spans is, is theirs to say.
    let shown = tree.to_string();
    let line = |line: &str| {
        if line.contains("UNKNOWN") {
            line.trim_end_matches(" OK").trim_end_matches(" UNSET").to_owned()
        } else {
            line.to_owned()
        }
    };
    assert_eq!(shown.lines().map(line).collect::<Vec<_>>().join("\n"), TREE.trim_end());
    let spans = tree.all();
    let model = spans.iter().find(|span| span.name == "hermes.llm").context("hermes.llm")?;
    assert_eq!(model.get("llm.model_name"), "gpt-4o-mini");
    assert_eq!(model.get("llm.output_messages.0.message.content"), r#"["find out what is there"]"#);
    Ok(())
}
