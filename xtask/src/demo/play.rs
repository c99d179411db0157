//! A system with everything that it needs, from its start to its traces.

use anyhow::{Context, Result};

pub(crate) use super::stage::Models;
use super::{Finished, Stage, System};
use crate::{
    nats,
    phoenix::{self, Node, Venv},
    postgres, rotel, workspace,
};

/// A system that is set up. Everything ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Play {
    system: System,
    stage: Stage,
    pub(crate) phoenix: phoenix::Server,
    /// Phoenix stands on it, so it ends after it.
    _postgres: Option<postgres::Server>,
}

impl Play {
    /// Builds the system, installs what it needs, and starts its services.
    ///
    /// # Errors
    /// When a part of it fails, with what it wrote.
    pub(crate) fn set_up(system: System, models: Models) -> Result<Self> {
        let mut stage = Stage::new(workspace::build_programs(system.name)?)?;
        stage.use_models(models);
        if system.needs_nats {
            stage.use_nats(nats::Server::start(&nats::prepare()?)?);
        }
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
        Ok(Self { system, stage, phoenix, _postgres: postgres })
    }

    /// Lets happen what usually does, or what these arguments say, and stops the services: each sends what it still has.
    ///
    /// # Errors
    /// When a part of it fails, with what it wrote.
    pub(crate) fn run(&mut self, arguments: &[&str]) -> Result<Finished> {
        let (program, usual) = self.system.run;
        let arguments = if arguments.is_empty() { usual } else { arguments };
        println!("Running: {}\n", self.parts().join(", "));
        println!("$ {program} {}\n", arguments.join(" "));
        let finished = self.stage.run(program, arguments)?;
        self.stage.stop()?;
        Ok(finished)
    }

    /// What was started: servers of others, then the services.
    fn parts(&self) -> Vec<&'static str> {
        let System { needs_nats, needs_postgres, services, .. } = self.system;
        let nats = needs_nats.then_some("NATS");
        let telemetry =
            if needs_postgres { "Phoenix on PostgreSQL" } else { "Phoenix behind an OTLP forwarder" };
        let services = services.iter().map(|service| service.program);
        nats.into_iter().chain([telemetry]).chain(services).collect()
    }

    /// What Phoenix has of it, as soon as that is all.
    ///
    /// # Errors
    /// When it does not come.
    pub(crate) fn trees(&self) -> Result<Vec<Node>> {
        self.phoenix.settled_trees(self.system.project).context("the trace is not in Phoenix")
    }

    /// Where Phoenix shows a trace.
    ///
    /// # Errors
    /// When Phoenix does not know the project.
    pub(crate) fn page(&self, tree: &Node) -> Result<String> {
        self.phoenix.page(self.system.project, tree)
    }
}
