//! The service: `POST /troubleshoot`. One request is one trace; one that names a trace is part of that one.

use std::{fmt, sync::Arc};

use anyhow::Result;
use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use example_support::{endpoint, service};
use openinference_runtime::propagation::tower::ExtractLayer;
use serde::{Deserialize, Serialize};

use crate::{gemini::Gemini, orchestrator::Orchestrator};

/// Where problems are posted to.
pub const PATH: &str = "/troubleshoot";

/// What the models say where the environment names none.
const SCRIPT: &str = include_str!("../scripts/checkout.json");

/// The body of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Problem {
    /// What does not work.
    pub problem: String,
}

/// The body of an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Report {
    /// Why it does not, and what to do about it.
    pub answer: String,
    /// The trace of the answer, in hexadecimal; none where nothing is recorded.
    pub trace_id: Option<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.answer)?;
        self.trace_id.as_ref().map_or(Ok(()), |trace| write!(f, "\ntrace {trace}"))
    }
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port or no script.
pub async fn serve() -> Result<()> {
    let gemini = Gemini::new(endpoint::gemini(SCRIPT).await?);
    let router = Router::new().route(PATH, post(troubleshoot)).layer(ExtractLayer::new());
    service::serve(router.with_state(Arc::new(Orchestrator::new(gemini)))).await
}

async fn troubleshoot(
    State(orchestrator): State<Arc<Orchestrator>>,
    Json(Problem { problem }): Json<Problem>,
) -> Result<Json<Report>, (StatusCode, String)> {
    let report = orchestrator.troubleshoot(&problem).await;
    report.map(Json).map_err(|error| (StatusCode::BAD_GATEWAY, format!("{error:#}")))
}
