//! Traces in `params._meta` of the Model Context Protocol (SEP-414), for `rmcp`.
//!
//! ```no_run
//! use openinference_runtime::propagation::mcp::{ExtractHandler, traced};
//! use rmcp::{RoleClient, ServerHandler, ServiceExt as _, model::CallToolRequestParams, service::Peer};
//!
//! # async fn f(server: Peer<RoleClient>, handler: impl ServerHandler) -> Result<(), Box<dyn std::error::Error>> {
//! // The client: the span in progress goes along with the call.
//! server.call_tool_once(traced(CallToolRequestParams::new("weather"))).await?;
//!
//! // The server: whatever it does for a request is below the span that the request names.
//! ExtractHandler::new(handler).serve(rmcp::transport::io::stdio()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! `rmcp`'s `StreamableHttpService` takes nothing but a `ServerHandler`, which [`ExtractHandler`] is not: there a tool says
//! `#[tool_span(parent = context, skip(context))]` of its `RequestContext`.
//!
//! `rmcp` sends from a task of its own, where the caller's span is not current; that is why the client says [`traced`]
//! at each call. [`meta`] is for notifications, [`inject`](crate::propagation::inject) for whole messages.

mod carrier;
mod service;
mod traced;

pub use self::service::ExtractHandler;
pub use self::traced::{meta, traced};
