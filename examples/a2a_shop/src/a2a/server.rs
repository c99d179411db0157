//! Being asked.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, header::HOST},
    routing::{get, post},
};
use openinference_runtime::propagation::tower::ExtractLayer;
use serde::Deserialize as _;
use serde_json::{Value, json};

use super::{CARD, Card, Message, SEND};

/// Codes of JSON-RPC.
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const INTERNAL_ERROR: i32 = -32603;

/// Whoever answers messages.
pub trait Answerer: Send + Sync + 'static {
    /// Its name.
    fn name(&self) -> &str;
    /// What it is for.
    fn description(&self) -> &str;
    /// Answers a message.
    ///
    /// # Errors
    /// Why it cannot.
    fn answer(&self, message: &Message) -> impl Future<Output = anyhow::Result<String>> + Send;
}

/// An agent by HTTP: its card, and JSON-RPC at `/`.
///
/// The layer takes the trace out of the headers, for whatever message has none in its metadata.
pub fn router<A: Answerer>(agent: Arc<A>) -> Router {
    Router::new()
        .route(CARD, get(card::<A>))
        .route("/", post(rpc::<A>))
        .layer(ExtractLayer::new())
        .with_state(agent)
}

/// The card names the place by which whoever asks for it knows the agent.
async fn card<A: Answerer>(State(agent): State<Arc<A>>, headers: HeaderMap) -> Json<Card> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    Json(Card::new(agent.name(), agent.description(), &format!("http://{host}/")))
}

async fn rpc<A: Answerer>(State(agent): State<Arc<A>>, Json(request): Json<Value>) -> Json<Value> {
    let outcome = dispatch(agent.as_ref(), &request).await;
    let (key, value) = match outcome {
        Ok(message) => ("result", json!({ "message": message })),
        Err((code, message)) => ("error", json!({ "code": code, "message": message })),
    };
    Json(json!({ "jsonrpc": "2.0", "id": request["id"], key: value }))
}

async fn dispatch<A: Answerer>(agent: &A, request: &Value) -> Result<Message, (i32, String)> {
    if request["method"] != SEND {
        return Err((METHOD_NOT_FOUND, format!("there is no method {}", request["method"])));
    }
    let message = Message::deserialize(&request["params"]["message"]);
    let message = message.map_err(|error| (INVALID_PARAMS, error.to_string()))?;
    let answer = agent.answer(&message).await.map_err(|error| (INTERNAL_ERROR, format!("{error:#}")))?;
    Ok(Message::answer(&answer, &message.context_id))
}
