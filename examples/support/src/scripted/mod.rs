//! An HTTP server that answers like a provider of models, with what a script says. Programs talk to it through the
//! clients and over the network as they would with the real one.

mod anthropic;
mod embeddings;
mod gemini;
mod openai;

use std::{
    env,
    future::pending,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};

use crate::script::{Reply, Script, Turn};

/// What all delays of a script are divided by: tests that pass with another number do not live by a model's slowness.
const DELAY_DIVISOR: &str = "MODEL_DELAY_DIVISOR";

/// A script, and how fast it is read.
struct Scripted {
    script: Script,
    delay_divisor: u32,
}

/// Starts the server on a free port of the loopback interface; it ends with the process. The base URL of the OpenAI
/// and the Anthropic API is `http://{address}/v1`, of the Gemini API `http://{address}`.
///
/// # Errors
/// When there is no port.
pub async fn start(script: Script) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let delay_divisor = env::var(DELAY_DIVISOR).ok().and_then(|number| number.parse().ok());
    let scripted = Scripted { script, delay_divisor: delay_divisor.unwrap_or(1).max(1) };
    let router = Router::new()
        .route("/v1/chat/completions", post(chat_completions))
        .route(
            "/v1/embeddings",
            post(|Json(request): Json<Value>| async move { Json(embeddings::response(&request)) }),
        )
        .route("/v1beta/models/{method}", post(generate_content))
        .route("/v1/messages", post(messages))
        .with_state(Arc::new(scripted));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn chat_completions(State(scripted): State<Arc<Scripted>>, Json(request): Json<Value>) -> Response {
    let turn = openai::turn(&request);
    let completion = |reply: &Reply| openai::completion(&request, reply, &turn);
    if request["stream"] != true {
        return answer(&scripted, &turn, |reply| Json(completion(reply))).await;
    }
    let events = |reply: &Reply| openai::events(&request, &completion(reply));
    answer(&scripted, &turn, |reply| ([(CONTENT_TYPE, "text/event-stream")], events(reply))).await
}

/// The method is `<model>:generateContent`.
async fn generate_content(
    State(scripted): State<Arc<Scripted>>,
    Path(method): Path<String>,
    Json(request): Json<Value>,
) -> Response {
    let Some(model) = method.strip_suffix(":generateContent") else {
        return failure(StatusCode::NOT_FOUND, &format!("no method {method}"));
    };
    let turn = gemini::turn(model, &request);
    answer(&scripted, &turn, |reply| Json(gemini::response(model, &request, reply, &turn))).await
}

async fn messages(State(scripted): State<Arc<Scripted>>, Json(request): Json<Value>) -> Response {
    let turn = anthropic::turn(&request);
    answer(&scripted, &turn, |reply| Json(anthropic::message(&request, reply, &turn))).await
}

/// The script's reply, written as `body` does it; failures look the same everywhere.
async fn answer<B: IntoResponse>(
    Scripted { script, delay_divisor }: &Scripted,
    turn: &Turn,
    body: impl FnOnce(&Reply) -> B,
) -> Response {
    let Some(reply) = script.reply(turn) else {
        let message = format!("the script has no reply after {}: {}", turn.after, turn.last);
        return failure(StatusCode::NOT_IMPLEMENTED, &message);
    };
    if reply.hangs {
        pending::<()>().await;
    }
    sleep(Duration::from_millis(reply.delay_ms) / *delay_divisor).await;
    let Some(status) = reply.status else { return body(reply).into_response() };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = failure(status, &reply.text(turn));
    if let Some(seconds) = reply.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn failure(status: StatusCode, message: &str) -> Response {
    let error = json!({ "error": { "message": message, "type": "scripted", "code": status.as_u16() } });
    (status, Json(error)).into_response()
}

/// Four characters to the token, the usual rule of thumb.
fn tokens(value: &Value) -> usize {
    value.to_string().len().div_ceil(4)
}
