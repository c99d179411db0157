//! `logfire`, which sends nothing anywhere.

use std::hint::black_box;

use openinference_benches::measure::Candidate;
use openinference_benches::run::Peers;
use openinference_benches::scenes::Scene;
use tracing::field::Empty;

#[inline(never)]
fn step(city: &str) -> usize {
    let span = logfire::span!(
        "step",
        openinference.span.kind = "CHAIN",
        input.value = city,
        input.mime_type = "text/plain",
        output.value = Empty,
        output.mime_type = Empty,
    );
    let length = span.in_scope(|| black_box(city).len());
    span.record("output.value", length.to_string().as_str());
    span.record("output.mime_type", "application/json");
    length
}

pub(crate) fn add(scene: Scene, peers: &mut Peers) {
    if scene != Scene::Recorded {
        return;
    }
    let configured = logfire::configure()
        .local()
        .send_to_logfire(false)
        .with_console(None)
        .with_metrics(None)
        .with_install_panic_handler(false)
        .finish();
    match configured {
        Ok(local) => {
            let entered = move || logfire::set_local_logfire(local.clone());
            let call = || step(black_box("Lisbon"));
            peers.entry("recorded").or_default().push(Candidate::within("logfire", entered, call));
        }
        Err(error) => eprintln!("logfire is left out: {error}"),
    }
}
