//! The example systems: what each of them consists of, and how it is started, run and stopped. `cargo xtask demo` does
//! that for a person, the examples' tests for themselves.

pub mod outage;
mod process;
mod show;
mod stage;
mod system;

use std::io;

use anyhow::{Context, Result};

pub use self::{
    process::{Finished, Process, Running},
    stage::Stage,
    system::{SYSTEMS, Service, System},
};
use crate::{
    nats,
    phoenix::{self, Venv},
    postgres, rotel, workspace,
};

/// Whether the servers stay for a person to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// Until that person presses Enter.
    Keep,
    /// Everything ends with the run.
    Stop,
}

/// Starts what the system needs, runs it, prints its traces as Phoenix has them, and stops everything.
///
/// # Errors
/// When there is no such system, or a part of it fails, with what it wrote.
pub fn run(name: &str, arguments: &[&str], afterwards: Afterwards) -> Result<()> {
    let system = System::find(name)?;
    let mut stage = Stage::new(workspace::build_programs(system.name)?)?;
    stage.use_models_of_environment();
    if system.needs_nats {
        stage.use_nats(nats::Server::start(&nats::prepare()?)?);
    }
    // Before what stands on it, so that it ends after it.
    let postgres =
        system.needs_postgres.then(|| postgres::Server::start(&postgres::prepare()?)).transpose()?;
    let phoenix = match &postgres {
        Some(postgres) => phoenix::Server::start_on(&Venv::prepare()?, &postgres.url())?,
        None => phoenix::Server::start(&Venv::prepare()?)?,
    };
    if system.needs_postgres {
        stage.env("PHOENIX_COLLECTOR_ENDPOINT", format!("{}/v1/traces", phoenix.url()));
        stage.env("OTEL_EXPORTER_OTLP_ENDPOINT", phoenix.grpc_url());
    } else {
        stage.use_forwarder(rotel::Forwarder::start(&rotel::prepare()?, &phoenix.url())?);
    }
    stage.env("PHOENIX_PROJECT_NAME", system.project);

    system.start(&mut stage)?;
    let (program, usual) = system.run;
    let arguments = if arguments.is_empty() { usual } else { arguments };
    println!("$ {program} {}\n", arguments.join(" "));
    let finished = stage.run(program, arguments)?;
    print!("{}{}", finished.stdout, finished.stderr);
    // Each sends what it still has.
    stage.stop()?;

    let trees = phoenix.trees(system.project).context("the trace is not in Phoenix")?;
    println!("\nAs Phoenix has it:");
    show::trees(&trees);
    match afterwards {
        Afterwards::Stop => println!("\nTo look at it in Phoenix: cargo xtask demo {name} --keep"),
        Afterwards::Keep => {
            for tree in &trees {
                println!("\n{}", show::page(&phoenix, system.project, tree)?);
            }
            println!("\nEnter ends it.");
            io::stdin().read_line(&mut String::new())?;
        }
    }
    Ok(())
}
