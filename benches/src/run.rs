//! What the programs of this package, and those of `benches/peers`, do.

use std::collections::BTreeMap;
use std::env::Args;
use std::iter::Skip;

use crate::measure::{Allocations, Candidate, Counted, Meter, Once, Quantity, Report, Row, Time};
use crate::scenes::Scene;
use crate::sink;

/// Other candidates, by the row that they are added to.
pub type Peers = BTreeMap<&'static str, Vec<Candidate>>;

/// A meter that adds others to the rows of a scene.
struct WithPeers<M> {
    meter: M,
    peers: Peers,
}

impl<M: Meter> Meter for WithPeers<M> {
    fn quantity(&self) -> Quantity {
        self.meter.quantity()
    }

    fn wants(&self, id: &str) -> bool {
        self.meter.wants(id)
    }

    fn measure(&mut self, mut row: Row) {
        if self.wants(row.id) {
            row.candidates.extend(self.peers.remove(row.id).unwrap_or_default());
            self.meter.measure(row);
        }
    }

    fn held(&self, call: &mut dyn FnMut()) -> Option<f64> {
        self.meter.held(call)
    }

    fn report(&mut self, report: Report) {
        if self.wants(&report.id) {
            self.meter.report(report);
        }
    }
}

/// Measures the time of a scene: `SCENE ROUNDS [ROW..]`. Does something for whoever watches: `once SCENE ROW CANDIDATE TIMES`.
/// Says which scenes there are: `scenes`.
///
/// # Errors
/// When the arguments are others.
pub fn time(peers: impl FnOnce(Scene) -> Peers) -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().unwrap_or_default().as_str() {
        "scenes" => Scene::ALL.iter().for_each(|scene| println!("{}", scene.name())),
        sink::ARGUMENT => sink::serve().map_err(|error| error.to_string())?,
        "once" => {
            let scene = scene(&arguments.next().unwrap_or_default())?;
            let (row, candidate) = (next(&mut arguments)?, next(&mut arguments)?);
            let times = number(&mut arguments)?;
            run(scene, Once { row, candidate, times }, peers);
        }
        name => {
            let rounds = number(&mut arguments)?;
            run(scene(name)?, Time { rounds, rows: arguments.collect() }, peers);
        }
    }
    Ok(())
}

/// Counts the allocations of a scene: `SCENE [ROW..]`.
///
/// # Errors
/// When the arguments are others.
pub fn allocations(
    count: fn(&mut dyn FnMut()) -> Counted,
    peers: impl FnOnce(Scene) -> Peers,
) -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().unwrap_or_default().as_str() {
        sink::ARGUMENT => sink::serve().map_err(|error| error.to_string())?,
        name => run(scene(name)?, Allocations { count, rows: arguments.collect() }, peers),
    }
    Ok(())
}

fn run(scene: Scene, meter: impl Meter, peers: impl FnOnce(Scene) -> Peers) {
    scene.run(&mut WithPeers { meter, peers: peers(scene) });
}

fn scene(name: &str) -> Result<Scene, String> {
    Scene::ALL.iter().copied().find(|known| known.name() == name).ok_or(format!("no scene: {name}"))
}

fn next(arguments: &mut Skip<Args>) -> Result<String, String> {
    arguments.next().ok_or_else(|| "an argument is missing".to_owned())
}

fn number<T: std::str::FromStr>(arguments: &mut Skip<Args>) -> Result<T, String> {
    let text = next(arguments)?;
    text.parse().map_err(|_| format!("no number: {text}"))
}
