//! The service `shop_tools`: what the agents can do, by the Model Context Protocol over HTTP at `/mcp`.

mod catalogue;

use anyhow::Result;
use axum::Router;
use example_support::service;
use openinference_runtime::{Telemetry, tool_span};
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

use self::catalogue::{Catalogue, Product, Stock, Trend};
use crate::monitor::{self, Business};

/// The path of the protocol.
pub const PATH: &str = "/mcp";
/// The folder with `products.json`, `stock.json` and `sales.json`.
pub const DATA: &str = "SHOP_DATA";

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Query {
    /// Words that describe the products.
    query: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Sku {
    /// Number of the product.
    sku: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Category {
    /// Kind of products, such as `jackets`.
    category: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Found {
    products: Vec<Product>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Sales {
    /// The best of the last week first.
    trends: Vec<Trend>,
}

#[derive(Clone, Debug)]
struct Shop {
    catalogue: Catalogue,
    business: Business,
}

#[tool_router]
impl Shop {
    /// The products that fit a description.
    #[tool_span(name = "search_products", parent = context, skip(context), output = |found| &found.0)]
    #[tool]
    async fn search_products(
        &self,
        Parameters(of): Parameters<Query>,
        context: RequestContext<RoleServer>,
    ) -> Result<Json<Found>, String> {
        let found = self.catalogue.search(&of.query).map(|products| Found { products });
        told(self.business.searched(found))
    }

    /// How many pieces of a product are in stock.
    #[tool_span(name = "check_inventory", parent = context, skip(context), output = |stock| &stock.0)]
    #[tool]
    async fn check_inventory(
        &self,
        Parameters(of): Parameters<Sku>,
        context: RequestContext<RoleServer>,
    ) -> Result<Json<Stock>, String> {
        told(self.business.checked(self.catalogue.stock(&of.sku)))
    }

    /// How the products of a category sell.
    #[tool_span(name = "analyze_sales", parent = context, skip(context), output = |sales| &sales.0)]
    #[tool]
    async fn analyze_sales(
        &self,
        Parameters(of): Parameters<Category>,
        context: RequestContext<RoleServer>,
    ) -> Result<Json<Sales>, String> {
        let sales = self.catalogue.sales(&of.category).map(|trends| Sales { trends });
        told(self.business.analyzed(sales))
    }
}

/// What fails is told to the model, which can react to it.
fn told<T>(done: Result<T>) -> Result<Json<T>, String> {
    done.map(Json).map_err(|error| format!("{error:#}"))
}

#[tool_handler]
impl ServerHandler for Shop {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port.
pub async fn serve(telemetry: Telemetry) -> Result<()> {
    let business = Business::new(&monitor::meter(&telemetry));
    let shop = Shop { catalogue: Catalogue::from_env(), business };
    // Any host may be named: the one that containers know the service by is not `localhost`.
    let config = StreamableHttpServerConfig::default().disable_allowed_hosts();
    let sessions = LocalSessionManager::default().into();
    let protocol = StreamableHttpService::new(move || Ok(shop.clone()), sessions, config);
    let router = Router::new().nest_service(PATH, protocol).merge(monitor::router(telemetry));
    service::serve(router).await
}
