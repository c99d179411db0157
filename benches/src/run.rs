//! What the programs of this package, and those of `benches/peers`, do.

use std::collections::BTreeMap;

use crate::measure::{Allocations, Candidate, Meter, Row, Time};
use crate::scenes::Scene;

/// Other candidates, by the row that they are added to.
pub type Peers = BTreeMap<&'static str, Vec<Candidate>>;

/// A meter that adds others to the rows of a scene.
struct WithPeers<M> {
    meter: M,
    peers: Peers,
}

impl<M: Meter> Meter for WithPeers<M> {
    fn wants(&self, id: &str) -> bool {
        self.meter.wants(id)
    }

    fn measure(&mut self, mut row: Row) {
        if self.wants(row.id) {
            row.candidates.extend(self.peers.remove(row.id).unwrap_or_default());
            self.meter.measure(row);
        }
    }
}

/// Measures the time of a scene: `SCENE ROUNDS [ROW..]`; with `scenes`, says which there are.
///
/// # Errors
/// When the arguments are others.
pub fn time(peers: impl FnOnce(Scene) -> Peers) -> Result<(), String> {
    if std::env::args().nth(1).as_deref() == Some("scenes") {
        Scene::ALL.iter().for_each(|scene| println!("{}", scene.name()));
        return Ok(());
    }
    let (scene, mut rest) = arguments()?;
    let rounds = rest.next().and_then(|rounds| rounds.parse().ok()).ok_or("how many rounds?")?;
    scene.run(&mut WithPeers { meter: Time { rounds, rows: rest.collect() }, peers: peers(scene) });
    Ok(())
}

/// Counts the allocations of a scene: `SCENE [ROW..]`.
///
/// # Errors
/// When the arguments are others.
pub fn allocations(
    count: fn(&mut dyn FnMut()) -> u64,
    peers: impl FnOnce(Scene) -> Peers,
) -> Result<(), String> {
    let (scene, rest) = arguments()?;
    scene.run(&mut WithPeers { meter: Allocations { count, rows: rest.collect() }, peers: peers(scene) });
    Ok(())
}

fn arguments() -> Result<(Scene, impl Iterator<Item = String>), String> {
    let mut arguments = std::env::args().skip(1);
    let scene = arguments.next().unwrap_or_default();
    let scene = Scene::ALL.iter().find(|known| known.name() == scene).ok_or(format!("no scene: {scene}"))?;
    Ok((*scene, arguments))
}
