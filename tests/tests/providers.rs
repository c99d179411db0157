//! Calls of the providers' own SDKs, sent from here to a server on loopback: what the spans say, and what those of the
//! reference's instrumentation say of the same calls.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Router, serve};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openinference_tests::providers::{Body, Case, Cases, PROVIDERS, call, differences, recorded};
use openinference_tests::reference::{Comparison, attributes};
use tokio::net::TcpListener;

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

/// A server that answers as it is recorded.
async fn server(cases: &Cases) -> Result<String> {
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

#[tokio::test]
async fn spans_say_what_the_reference_says_of_the_same_calls() -> Result<()> {
    let cases = recorded()?;
    let url = server(&cases).await?;
    let mut comparison = Comparison::new(differences()?);
    for (provider, cases) in &cases {
        for case in cases {
            let Some(expected) = &case.attributes else { continue };
            let name = format!("{provider}: {}", case.name);
            let trace = call(&url, provider, case).await.with_context(|| name.clone())?;
            comparison.case(&name, &attributes(&trace.roots[0])?, expected);
        }
    }
    comparison.finish();
    Ok(())
}

#[tokio::test]
async fn each_provider_is_understood() -> Result<()> {
    let cases = recorded()?;
    let url = server(&cases).await?;
    for provider in PROVIDERS {
        let mut said = String::new();
        for case in &cases[*provider] {
            writeln!(said, "## {}", case.name)?;
            let trace = call(&url, provider, case).await.with_context(|| case.name.clone())?;
            for (key, value) in attributes(&trace.roots[0])? {
                let moment = key == "gen_ai.response.time_to_first_chunk";
                writeln!(said, "{key}: {}", if moment { "[seconds]".to_owned() } else { value.to_string() })?;
            }
            writeln!(said)?;
        }
        insta::assert_snapshot!(*provider, said);
    }
    Ok(())
}
