//! A travel agent that looks into a guide, asks a language model, calls a tool and answers; traced with one
//! attribute on each function that matters.
//!
//! ```text
//! cargo run --example quickstart                                  # a scripted model, in this process
//! cargo run --example quickstart -- "Do I need a coat in Oslo?"   # another question
//! OPENAI_API_KEY=... cargo run --example quickstart --features https
//! PHOENIX_COLLECTOR_ENDPOINT=http://localhost:6006 cargo run --example quickstart
//! ```
//!
//! The model is reached at `OPENAI_BASE_URL`, as `OPENAI_MODEL` and `OPENAI_EMBEDDING_MODEL`.

mod agent;
mod endpoint;
mod guide;
mod model;
mod scripted;
mod tools;

use std::env;

use openinference_runtime::Telemetry;

use crate::{agent::Agent, model::Model};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Spans go where the OTEL_* and PHOENIX_* variables say, and are drawn on stderr because we ask for it.
    // The guard flushes them: keep it until the end of main.
    let _telemetry = Telemetry::builder().console(true).init()?;

    let mut question = env::args().skip(1).collect::<Vec<_>>().join(" ");
    if question.is_empty() {
        question = "What should I pack for a weekend in Lisbon?".to_owned();
    }

    let agent = Agent::new(Model::new(endpoint::choose().await?));
    println!("{question}\n");
    println!("\n{}", agent.answer(&question).await?);
    Ok(())
}
