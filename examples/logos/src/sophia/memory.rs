//! What sophia knows: a graph of goals and the steps that lead to them, and the state of things.

use anyhow::Result;
use openinference_runtime::chain_span;
use serde::{Deserialize, Serialize};

use super::Plan;
use crate::store::{Store, Table, blocking};

const GRAPH: Table = Table::new("hcg");
const STATE: Table = Table::new("state");
/// There is one.
const WORLD: &str = "world";

/// The state of things.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct World {
    /// What was last to be reached.
    pub goal: String,
    /// How many plans were made.
    pub plans: u64,
}

/// In a store that outlives the service.
#[derive(Debug)]
pub(super) struct Memory(Store);

impl Memory {
    pub(super) fn new(store: Store) -> Self {
        Self(store)
    }

    #[chain_span(name = "sophia.hcg.read", on_result(|plan| "hcg.found" = plan.is_some()))]
    pub(super) async fn read_graph(&self, goal: &str) -> Result<Option<Plan>> {
        let (store, goal) = (self.0.clone(), goal.to_owned());
        blocking(move || store.get(GRAPH, &goal)).await
    }

    #[chain_span(name = "sophia.hcg.write")]
    pub(super) async fn write_graph(&self, goal: &str, plan: &Plan) -> Result<()> {
        let (store, goal, plan) = (self.0.clone(), goal.to_owned(), plan.clone());
        blocking(move || store.put(GRAPH, &goal, &plan)).await
    }

    #[chain_span(name = "sophia.state.read")]
    pub(super) async fn read_state(&self) -> Result<World> {
        let store = self.0.clone();
        Ok(blocking(move || store.get(STATE, WORLD)).await?.unwrap_or_default())
    }

    #[chain_span(name = "sophia.state.write")]
    pub(super) async fn write_state(&self, world: &World) -> Result<()> {
        let (store, world) = (self.0.clone(), world.clone());
        blocking(move || store.put(STATE, WORLD, &world)).await
    }
}
