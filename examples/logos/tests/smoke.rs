//! Each service alone, with its spans in memory. The others are there over HTTP, as always.

use std::future::IntoFuture as _;

use anyhow::{Context as _, Result};
use axum::{
    Json, Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header::CONTENT_TYPE},
    routing::post,
    serve,
};
use example_support::{Script, endpoint::OpenAi};
use logos::{apollo::Apollo, hermes::Hermes, sophia::Sophia};
use openinference_runtime::testing::{Trace, assert_span, assert_trace, capture};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// Puts a question to a service, in this task: its spans are the test's.
async fn ask(service: &Router, path: &str, question: Value) -> Result<(StatusCode, Value)> {
    let request = Request::post(path).header(CONTENT_TYPE, "application/json");
    let response = service.clone().oneshot(request.body(Body::from(question.to_string()))?).await?;
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await?;
    let text = || Value::from(String::from_utf8_lossy(&body).into_owned());
    Ok((status, serde_json::from_slice(&body).unwrap_or_else(|_| text())))
}

/// The same, where it is to succeed.
async fn answer(service: &Router, path: &str, question: Value) -> Result<(Value, Trace)> {
    let (answered, trace) = capture(ask(service, path, question)).await;
    let (status, body) = answered?;
    assert_eq!(status, StatusCode::OK, "{body}");
    Ok((body, trace))
}

/// Serves these routes in a task of their own, whose spans go nowhere.
async fn elsewhere(routes: Router) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(serve(listener, routes).into_future());
    Ok(url)
}

async fn hermes(folder: &tempfile::TempDir) -> Result<Router> {
    let script = Script::parse(include_str!("../scripts/plan.json"))?;
    Ok(Hermes::new(OpenAi::scripted(script).await?, folder.path())?.routes())
}

#[tokio::test]
async fn hermes_embeds_keeps_and_finds() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let hermes = hermes(&folder).await?;
    let (vector, trace) = answer(&hermes, "/embed", json!({ "text": "tea" })).await?;
    assert_eq!(vector.as_array().map(Vec::len), Some(64));
    assert_span!(
        trace,
        "hermes.embed",
        kind == Embedding,
        "embedding.model_name" == "text-embedding-3-small",
        "vector.dimension" == 64,
    );

    let (_, trace) = answer(&hermes, "/remember", json!({ "text": "The kettle is for tea" })).await?;
    assert_trace!(trace, "EMBEDDING hermes.embed\nCHAIN hermes.milvus");
    answer(&hermes, "/remember", json!({ "text": "Stars are far away" })).await?;
    let (found, trace) = answer(&hermes, "/search", json!({ "text": "tea kettle", "count": 1 })).await?;
    assert_eq!(found[0]["text"], "The kettle is for tea");
    assert_trace!(trace, "EMBEDDING hermes.embed\nRETRIEVER hermes.milvus");
    assert_span!(trace, "hermes.milvus", "db.operation.name" == "search", "vector.dimension" == 64);
    Ok(())
}

#[tokio::test]
async fn hermes_speaks_and_counts() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let hermes = hermes(&folder).await?;
    let (_, trace) = answer(&hermes, "/llm", json!({ "system": "You plan.", "text": "Tea" })).await?;
    assert_span!(
        trace,
        "hermes.llm",
        kind == Llm,
        "llm.model_name" == "gpt-4o-mini",
        "llm.provider" == "openai",
        |call| call.llm().token_count().prompt > Some(0)
    );
    let (analysis, trace) = answer(&hermes, "/nlp", json!({ "text": "Kettle, kettle! And water." })).await?;
    assert_eq!(analysis, json!({ "words": 4, "sentences": 2, "keywords": ["kettle", "water"] }));
    assert_span!(trace, "hermes.nlp", "nlp.words" == 4);
    Ok(())
}

#[tokio::test]
async fn a_model_that_fails_is_an_answer_and_an_error_of_the_span() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let script = Script::parse(r#"{ "replies": [{ "status": 503, "text": "overloaded" }] }"#)?;
    let hermes = Hermes::new(OpenAi::scripted(script).await?, folder.path())?.routes();
    let question = json!({ "system": "You plan.", "text": "Tea" });
    let (answered, trace) = capture(ask(&hermes, "/llm", question)).await;
    let (status, body) = answered?;
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    assert!(body.as_str().context("text")?.contains("overloaded"), "{body}");
    assert_span!(trace, "hermes.llm", status == error);
    Ok(())
}

#[tokio::test]
async fn sophia_plans_and_simulates() -> Result<()> {
    let (of_hermes, of_sophia) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let sophia = Sophia::new(&elsewhere(hermes(&of_hermes).await?).await?, of_sophia.path())?.routes();
    let (plan, trace) = answer(&sophia, "/plan", json!({ "goal": "Make tea" })).await?;
    assert_eq!(plan, json!({ "steps": ["find out what is there"] }));
    assert_trace!(
        trace,
        "
        AGENT sophia.plan
          CHAIN sophia.state.read
          CHAIN sophia.hcg.read
          CHAIN sophia.hcg.write
          CHAIN sophia.state.write
        "
    );
    assert_span!(trace, "sophia.plan", "plan.goal" == "Make tea", "plan.steps" == 1);
    assert_span!(trace, "sophia.hcg.read", "hcg.found" == false);

    let (simulation, trace) = answer(&sophia, "/simulate", json!({ "steps": 5 })).await?;
    assert_eq!(simulation["confidence"], 0.0, "nothing is known");
    assert_span!(trace, "sophia.simulate", "simulation.k_steps" == 5, "simulation.confidence" == 0.0);
    assert_span!(trace, "sophia.hcg.read", "hcg.found" == true);
    let (state, _) = answer(&sophia, "/state", json!({})).await?;
    assert_eq!(state, json!({ "goal": "Make tea", "plans": 1 }));
    Ok(())
}

#[tokio::test]
async fn apollo_has_commands_done_and_says_whether_they_were() -> Result<()> {
    let analyse = || async { Json(json!({ "words": 1 })) };
    let hermes = elsewhere(Router::new().route("/nlp", post(analyse))).await?;
    // Nobody is at the other's: the port is closed again at once.
    let closed = TcpListener::bind(("127.0.0.1", 0)).await?.local_addr()?;
    let apollo = Apollo::new(&format!("http://{closed}"), &hermes).routes();
    let (_, trace) = answer(&apollo, "/command", json!({ "type": "analyse", "text": "One." })).await?;
    assert_trace!(trace, "CHAIN apollo.command\n  CHAIN apollo.api.hermes");
    assert_span!(trace, "apollo.command", "command.type" == "analyse", "command.success" == true);

    let plan = ask(&apollo, "/command", json!({ "type": "plan", "goal": "Make tea" }));
    let (answered, trace) = capture(plan).await;
    let (status, body) = answered?;
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    assert!(body.as_str().context("text")?.contains("sophia is not there"), "{body}");
    assert_span!(trace, "apollo.command", status == error, "command.success" == false);
    assert_span!(trace, "apollo.api.sophia", status == error);
    Ok(())
}
