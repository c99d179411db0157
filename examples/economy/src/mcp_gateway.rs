//! The service `mcp_gateway`: tools for agents, by the Model Context Protocol over HTTP at `/mcp`.

use anyhow::Result;
use async_nats::Client;
use axum::Router;
use example_support::service;
use openinference_runtime::tool_span;
use rmcp::{
    Json, RoleServer, ServerHandler,
    handler::server::wrapper::Parameters,
    model::{ServerCapabilities, ServerConfig},
    service::RequestContext,
    tool, tool_handler, tool_router,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{bus, economy};

/// The path of the protocol.
pub const PATH: &str = "/mcp";

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Account {
    /// Name of the account.
    account: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Payment {
    /// Account that pays.
    from: String,
    /// Account that is paid.
    to: String,
    /// Credits, more than none.
    amount: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Balance {
    /// Name of the account.
    account: String,
    /// Credits that are in it.
    credits: u64,
}

impl From<economy::Balance> for Balance {
    fn from(economy::Balance { account, credits }: economy::Balance) -> Self {
        Self { account, credits }
    }
}

#[derive(Clone, Debug)]
struct Gateway {
    client: Client,
}

#[tool_router]
impl Gateway {
    /// How many credits an account has.
    #[tool_span(parent = context, skip(context), output = |balance| &balance.0)]
    #[tool]
    async fn check_balance(
        &self,
        Parameters(of): Parameters<Account>,
        context: RequestContext<RoleServer>,
    ) -> Result<Json<Balance>, String> {
        self.ask(economy::BALANCE, &economy::Of { account: of.account }).await
    }

    /// Pays credits from one account to another. Says what the payer has left.
    #[tool_span(parent = context, skip(context), output = |balance| &balance.0)]
    #[tool]
    async fn transfer(
        &self,
        Parameters(payment): Parameters<Payment>,
        context: RequestContext<RoleServer>,
    ) -> Result<Json<Balance>, String> {
        let Payment { from, to, amount } = payment;
        self.ask(economy::TRANSFER, &economy::Transfer { from, to, amount }).await
    }

    /// What fails is told to the model, which can react to it.
    async fn ask(&self, subject: &str, question: &impl Serialize) -> Result<Json<Balance>, String> {
        let balance = bus::ask::<economy::Balance>(&self.client, subject, question).await;
        balance.map(|balance| Json(balance.into())).map_err(|error| format!("{error:#}"))
    }
}

#[tool_handler]
impl ServerHandler for Gateway {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When NATS is not there or there is no port.
pub async fn serve() -> Result<()> {
    let gateway = Gateway { client: bus::connect().await? };
    // Any host may be named: the one that containers know the service by is not `localhost`.
    let config = StreamableHttpServerConfig::default().disable_allowed_hosts();
    let sessions = LocalSessionManager::default().into();
    let protocol = StreamableHttpService::new(move || Ok(gateway.clone()), sessions, config);
    service::serve(Router::new().nest_service(PATH, protocol)).await
}
