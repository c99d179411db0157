//! Spans as other crates make them: of the same calls, with the same attributes.

mod batching;
mod fastrace;
mod instrumentation;
mod logfire;
mod tracing;

use openinference_benches::run::Peers;
use openinference_benches::scenes::Scene;

/// The others of a scene.
#[must_use]
pub fn peers(scene: Scene) -> Peers {
    let mut peers = Peers::new();
    tracing::add(scene, &mut peers);
    fastrace::add(scene, &mut peers);
    instrumentation::add(scene, &mut peers);
    logfire::add(scene, &mut peers);
    peers
}
