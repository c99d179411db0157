//! The service `sophia`: it plans, simulates what a plan leads to, and knows the state of things.

mod memory;

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use axum::{Json, Router, extract::State, routing::post};
use openinference_runtime::{agent_span, chain_span};
use serde::{Deserialize, Serialize};

use self::memory::Memory;
pub use self::memory::World;
use crate::{
    api::{Answer, Api, answer},
    hermes::{Prompt, Search, Text, vectors::Found},
    setup,
    store::Store,
};

/// What the model is told that it is.
const PLANNER: &str = "You plan. Answer with a JSON array of steps, each a short sentence, and nothing else.";

/// What is to be reached.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Goal {
    /// In words.
    pub goal: String,
}

/// How far to look ahead.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Ahead {
    /// So many steps of the plan.
    pub steps: usize,
}

/// How something is reached.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Plan {
    /// One after the other.
    pub steps: Vec<String>,
}

/// What a plan leads to.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Simulation {
    /// The steps that were looked at.
    pub steps: Vec<String>,
    /// How much of it is like what is known, from 0 to 1.
    pub confidence: f64,
}

/// The service.
#[derive(Debug)]
pub struct Sophia {
    hermes: Api,
    memory: Memory,
}

type It = State<Arc<Sophia>>;

impl Sophia {
    /// A service that asks `hermes` at this URL, and keeps what it knows in this folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn new(hermes: &str, folder: &Path) -> Result<Self> {
        let memory = Memory::new(Store::open(folder, "sophia")?);
        Ok(Self { hermes: Api::new("hermes", hermes), memory })
    }

    /// Its routes, without the spans of requests.
    pub fn routes(self) -> Router {
        let routes = Router::new()
            .route(
                "/plan",
                post(|State(it): It, Json(Goal { goal }): Json<Goal>| async move { it.on_plan(&goal).await }),
            )
            .route(
                "/simulate",
                post(|State(it): It, Json(Ahead { steps }): Json<Ahead>| async move {
                    it.on_simulate(steps).await
                }),
            )
            .route("/state", post(|State(it): It| async move { it.on_state().await }));
        routes.with_state(Arc::new(self))
    }

    async fn on_plan(&self, goal: &str) -> Answer<Plan> {
        answer(self.plan(goal).await)
    }

    async fn on_simulate(&self, steps: usize) -> Answer<Simulation> {
        answer(self.simulate(steps).await)
    }

    async fn on_state(&self) -> Answer<World> {
        answer(self.memory.read_state().await)
    }

    /// Asks for steps to a goal, knowing the state and what was alike before.
    #[agent_span(
        name = "sophia.plan",
        agent_name = "sophia",
        input = goal,
        attributes("plan.goal" = goal),
        on_result(|plan| "plan.steps" = plan.steps.len())
    )]
    async fn plan(&self, goal: &str) -> Result<Plan> {
        let world = self.memory.read_state().await?;
        let known = self.memory.read_graph(goal).await?;
        let search = Search { text: goal.to_owned(), count: 3 };
        let alike: Vec<Found> = self.hermes.post("/search", &search).await?;
        let alike = alike.into_iter().map(|found| found.text).collect::<Vec<_>>().join("\n");
        let before = known.map(|plan| plan.steps.join("; ")).unwrap_or_default();
        let text =
            format!("Goal: {goal}\nLast goal: {}\nPlanned before: {before}\nKnown:\n{alike}", world.goal);
        let said: Text = self.hermes.post("/llm", &Prompt { system: PLANNER.to_owned(), text }).await?;
        let steps = serde_json::from_str(&said.text).context("the model sent no plan")?;
        let plan = Plan { steps };
        self.memory.write_graph(goal, &plan).await?;
        self.memory.write_state(&World { goal: goal.to_owned(), plans: world.plans + 1 }).await?;
        tracing::info!(steps = plan.steps.len(), "planned");
        Ok(plan)
    }

    /// How well the next steps of the last plan are known.
    #[chain_span(
        name = "sophia.simulate",
        attributes("simulation.k_steps" = steps),
        on_result(|simulation| "simulation.confidence" = simulation.confidence)
    )]
    async fn simulate(&self, steps: usize) -> Result<Simulation> {
        let world = self.memory.read_state().await?;
        let plan = self.memory.read_graph(&world.goal).await?.context("nothing is planned yet")?;
        let steps: Vec<_> = plan.steps.into_iter().take(steps).collect();
        let mut sum = 0.0;
        for step in &steps {
            let search = Search { text: step.clone(), count: 1 };
            let best: Vec<Found> = self.hermes.post("/search", &search).await?;
            sum += best.first().map_or(0.0, |found| found.score.clamp(0.0, 1.0));
        }
        let confidence = if steps.is_empty() { 0.0 } else { sum / steps.len() as f64 };
        Ok(Simulation { steps, confidence })
    }
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port, no folder, or `hermes` has no address.
pub async fn serve() -> Result<()> {
    let hermes = setup::required("HERMES_URL", "where is the service hermes?")?;
    let folder = setup::required("DATA_DIRECTORY", "where are plans kept?")?;
    example_support::service::serve(setup::traced(Sophia::new(&hermes, Path::new(&folder))?.routes())).await
}
