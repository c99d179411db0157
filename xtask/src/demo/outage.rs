//! What becomes of a system's spans while what they are sent to is gone. Each system's tests let this happen to it.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use super::{Stage, System};
use crate::{live, phoenix};

/// Says how many spans were given up, in the middle of such a line on stderr.
const LOST: &str = "spans could not be delivered to";
const OURS: &str = "openinference: ";

/// Runs the system while Phoenix is gone, while the forwarder before it is gone, and without a forwarder up to its end. It does
/// what it always does; every one of its spans arrives afterwards, or is counted.
///
/// Nothing happens where the servers are missing and the test is to be skipped.
///
/// # Errors
/// When that is not so.
pub fn carries_on(system: &System, programs: &Path) -> Result<()> {
    let Some(mut scene) = Scene::set(system, programs)? else { return Ok(()) };
    let whole = scene.usual()?;

    scene.system.start(&mut scene.stage)?;
    scene.phoenix.kill()?;
    let lost = scene.run()?;
    ensure!(lost == 0, "{lost} spans lost although the forwarder took them");
    scene.phoenix.restart()?;
    scene.expect(&whole)?;

    scene.stage.kill_forwarder()?;
    // The program that lets something happen ends at once, and says what it could not send. The services have time.
    let lost = scene.run()?;
    scene.stage.restart_forwarder()?;
    scene.count = (scene.count + whole.spans).checked_sub(lost).context("more lost than there were")?;
    scene.phoenix.spans(system.project, scene.count)?;
    scene.run()?;
    scene.expect(&whole)?;

    let before = told(&scene.stage.what_they_wrote())?;
    ensure!(before == 0, "{before} spans lost although there was time:\n{}", scene.stage.what_they_wrote());
    scene.stage.kill_forwarder()?;
    let lost = scene.run()?;
    scene.stage.stop()?;
    let lost = lost + told(&scene.stage.what_they_wrote())?;
    ensure!(lost == whole.spans, "{lost} of {} spans were counted", whole.spans);
    Ok(())
}

struct Scene<'s> {
    system: &'s System,
    // Before what its processes send to, so that it ends first.
    stage: Stage,
    phoenix: phoenix::Server,
    /// Spans in Phoenix.
    count: usize,
}

/// What a run looks like.
struct Whole {
    shape: String,
    spans: usize,
}

impl<'s> Scene<'s> {
    fn set(system: &'s System, programs: &Path) -> Result<Option<Self>> {
        let Some(phoenix) = live::phoenix_on_disk()? else { return Ok(None) };
        let Some(forwarder) = live::forwarder(&phoenix)? else { return Ok(None) };
        let mut stage = Stage::new(programs)?;
        if system.needs_nats {
            let Some(nats) = live::nats_server()? else { return Ok(None) };
            stage.use_nats(nats);
        }
        stage.use_forwarder(forwarder);
        stage.env("PHOENIX_PROJECT_NAME", system.project);
        // Spans alone: the forwarder passes on nothing else.
        stage.env("OTEL_LOGS_EXPORTER", "none");
        // Sent soon, and for as long as it takes.
        stage.env("OTEL_BSP_SCHEDULE_DELAY", "100");
        stage.env("OTEL_EXPORTER_OTLP_TIMEOUT", "300000");
        Ok(Some(Self { system, stage, phoenix, count: 0 }))
    }

    /// Runs the system; how many spans the program that lets something happen has lost.
    fn run(&self) -> Result<usize> {
        let (program, arguments) = self.system.run;
        told(&self.stage.run(program, arguments)?.stderr)
    }

    /// Two runs with everything in place: what the first one keeps may make the second another.
    fn usual(&mut self) -> Result<Whole> {
        self.system.start(&mut self.stage)?;
        self.run()?;
        self.run()?;
        // Programs that have ended have sent everything.
        self.stage.stop()?;
        let spans = self.system.spans;
        self.count = 2 * spans;
        let trees = self.phoenix.trees(self.system.project, self.count)?;
        let [_, second] = &trees[..] else { bail!("{} traces", trees.len()) };
        Ok(Whole { shape: second.to_string(), spans })
    }

    /// Waits for another whole trace.
    fn expect(&mut self, whole: &Whole) -> Result<()> {
        self.count += whole.spans;
        let mut spans = self.phoenix.spans(self.system.project, self.count)?;
        let start = |span: &Value| span["start_time"].as_str().unwrap_or_default().to_owned();
        let last = spans.iter().max_by_key(|span| start(span)).context("no span")?;
        let trace = last["context"]["trace_id"].clone();
        spans.retain(|span| span["context"]["trace_id"] == trace);
        let shape = phoenix::Node::tree(spans)?.to_string();
        ensure!(shape == whole.shape, "{shape}\ninstead of\n{}", whole.shape);
        Ok(())
    }
}

/// How many spans were lost by what processes said of it.
fn told(stderr: &str) -> Result<usize> {
    let lines = stderr.lines().filter_map(|line| line.strip_prefix(OURS)).filter(|line| line.contains(LOST));
    let number = |line: &str| line.split(' ').next().and_then(|word| word.parse::<usize>().ok());
    lines.map(|line| number(line).with_context(|| format!("no number: {line}"))).sum()
}
