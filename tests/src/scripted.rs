//! A server on loopback that answers as the providers' SDKs were answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Router, serve};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;

use crate::providers::{Body, Case, Cases};

type Answers = BTreeMap<(String, String), Case>;

async fn answer(
    State(answers): State<Arc<Answers>>,
    Path((provider, case, _)): Path<(String, String, String)>,
) -> impl IntoResponse {
    let Some(case) = answers.get(&(provider, case)) else { return StatusCode::NOT_FOUND.into_response() };
    let body = match &case.body {
        Body::Json(document) => document.to_string().into_bytes(),
        Body::Lines(lines) => lines.join("\n").into_bytes(),
        Body::Base64(text) => STANDARD.decode(text).unwrap_or_default(),
    };
    let status = StatusCode::from_u16(case.status).unwrap_or_default();
    (status, [(CONTENT_TYPE, case.content_type.clone())], body).into_response()
}

/// Starts it; where it answers.
///
/// # Errors
/// When there is no port to listen on.
pub async fn server(cases: &Cases) -> Result<String> {
    let named = |(provider, cases): (&String, &Vec<Case>)| {
        cases.iter().map(|case| ((provider.clone(), case.slug()), case.clone())).collect::<Vec<_>>()
    };
    let answers: Answers = cases.iter().flat_map(named).collect();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let app = Router::new().route("/{provider}/{case}/{*path}", post(answer)).with_state(Arc::new(answers));
    tokio::spawn(async move { serve(listener, app).await });
    Ok(url)
}
