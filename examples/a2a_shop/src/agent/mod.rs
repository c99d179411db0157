//! The agents: a role, a model, tools by MCP, and other agents by A2A.

mod role;
mod run;
mod tools;

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use example_support::{endpoint::set, service};
use openinference_runtime::Telemetry;

pub use self::role::{INVENTORY, PRODUCT, Role, SALES};
use self::run::Agent;
use crate::{
    a2a::{self, Peer},
    model::Model,
    monitor::{self, Messages},
    setup,
    tools::PATH,
};

/// Milliseconds that another agent may take to answer.
pub const PATIENCE: &str = "A2A_TIMEOUT_MS";
const DEFAULT_PATIENCE: Duration = Duration::from_secs(30);

/// Answers in this role until the service is told to stop.
///
/// # Errors
/// When an agent or a server that it needs is not there, or there is no port.
pub async fn serve(role: &'static Role, telemetry: Telemetry) -> Result<()> {
    let mut servers = setup::urls("MCP_SERVERS");
    let shop = setup::required("SHOP_TOOLS_URL", "where is the service shop_tools?")?;
    servers.insert(0, format!("{shop}{PATH}"));
    let agent = Agent {
        role,
        model: Model::of(role.provider).await?,
        servers,
        peers: peers(role).await?,
        messages: Messages::new(&monitor::meter(&telemetry)),
    };
    service::serve(a2a::router(Arc::new(agent)).merge(monitor::router(telemetry))).await
}

/// The agents that the role knows, and those of other projects.
async fn peers(role: &Role) -> Result<Vec<Peer>> {
    let known = role.peers.iter().map(|variable| setup::required(variable, "where is that agent?"));
    let mut urls = known.collect::<Result<Vec<_>>>()?;
    if !urls.is_empty() {
        urls.extend(setup::urls("A2A_PEERS"));
    }
    let (http, patience) = (reqwest::Client::new(), patience()?);
    let mut peers = Vec::new();
    for url in urls {
        peers.push(Peer::meet(http.clone(), &url, patience).await?);
    }
    Ok(peers)
}

/// How long another agent may take to answer.
///
/// # Errors
/// When the variable is no number.
pub fn patience() -> Result<Duration> {
    let Some(text) = set(PATIENCE) else { return Ok(DEFAULT_PATIENCE) };
    let milliseconds =
        text.parse().with_context(|| format!("{PATIENCE}={text} is no number of milliseconds"))?;
    Ok(Duration::from_millis(milliseconds))
}
