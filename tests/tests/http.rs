//! Traces over HTTP: an axum server with the layer, a reqwest client with the middleware, a tower client.

use std::convert::Infallible;
use std::future::Future;

use anyhow::Result;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::routing::get;
use axum::{Router, serve};
use futures_util::{StreamExt as _, stream};
use openinference_runtime::propagation::Propagation;
use openinference_runtime::propagation::reqwest::InjectMiddleware;
use openinference_runtime::propagation::tower::{ExtractLayer, InjectLayer};
use openinference_runtime::semconv::{SpanKind, attributes::SESSION_ID};
use openinference_runtime::testing::{Node, Trace, capture};
use openinference_runtime::{current, span};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use tokio::net::TcpListener;
use tower::{Layer as _, ServiceExt as _, service_fn};

/// Serves `routes` while `ask` runs. The connection's tasks see the test's capture, as a program's see its provider.
async fn with_server<F: Future<Output = Result<()>>>(
    routes: Router,
    layer: ExtractLayer,
    ask: impl FnOnce(String) -> F,
) -> Result<Trace> {
    let (done, trace) = capture(async {
        let here = current();
        let captured = middleware::from_fn(move |request: Request, next: Next| here.scope(next.run(request)));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let server = tokio::spawn(serve(listener, routes.layer(layer).layer(captured)).into_future());
        let done = ask(url).await;
        server.abort();
        done
    })
    .await;
    done.map(|()| trace)
}

fn client(middleware: InjectMiddleware) -> ClientWithMiddleware {
    ClientBuilder::new(reqwest::Client::new()).with(middleware).build()
}

/// The spans of the server, below the client's.
fn received(trace: &Trace) -> &[Node] {
    let [sender] = trace.roots.as_slice() else { panic!("one trace: {trace:#?}") };
    assert!(sender.children.iter().all(|span| span.remote_parent), "{trace:#?}");
    &sender.children
}

fn agent() -> Router {
    Router::new().route("/", get(|| async { span(SpanKind::Agent, "answer").in_scope(|| "sunny") }))
}

#[tokio::test]
async fn a_request_carries_the_trace_to_the_handler() -> Result<()> {
    let trace = with_server(agent(), ExtractLayer::new(), |url| async move {
        let ask = client(InjectMiddleware::new()).get(url).send();
        let answer = span(SpanKind::Chain, "ask").session("s-1").scope(ask).await?.error_for_status()?;
        assert_eq!(answer.text().await?, "sunny");
        Ok(())
    })
    .await?;
    assert_eq!(received(&trace)[0].name, "answer");
    assert_eq!(received(&trace)[0].text(SESSION_ID), None, "nobody asked for it");
    Ok(())
}

#[tokio::test]
async fn a_request_carries_the_session_where_both_sides_ask_for_it() -> Result<()> {
    let shared = Propagation::new().with_session();
    let trace = with_server(agent(), ExtractLayer::with(shared), |url| async move {
        let ask = client(InjectMiddleware::with(shared)).get(url).send();
        span(SpanKind::Chain, "ask").session("s-1").scope(ask).await?.error_for_status()?;
        Ok(())
    })
    .await?;
    assert_eq!(received(&trace)[0].text(SESSION_ID), Some("s-1"));
    Ok(())
}

#[tokio::test]
async fn a_streamed_answer_belongs_to_the_request_up_to_its_last_frame() -> Result<()> {
    let words = || async {
        let words = stream::iter(["sunny", "and", "mild"]);
        let words =
            words.map(|word| span(SpanKind::Chain, word).in_scope(|| Ok::<_, Infallible>(Bytes::from(word))));
        Body::from_stream(words)
    };
    let trace = with_server(Router::new().route("/", get(words)), ExtractLayer::new(), |url| async move {
        let ask = async {
            client(InjectMiddleware::new()).get(url).send().await?.bytes().await.map_err(anyhow::Error::from)
        };
        assert_eq!(span(SpanKind::Chain, "ask").scope(ask).await?, "sunnyandmild");
        Ok(())
    })
    .await?;
    let names: Vec<_> = received(&trace).iter().map(|span| span.name.as_str()).collect();
    assert_eq!(names, ["sunny", "and", "mild"]);
    Ok(())
}

#[tokio::test]
async fn a_request_without_a_trace_begins_one() -> Result<()> {
    let trace = with_server(agent(), ExtractLayer::new(), |url| async move {
        reqwest::get(url).await?.error_for_status()?;
        Ok(())
    })
    .await?;
    assert_eq!(trace.roots[0].name, "answer");
    assert!(!trace.roots[0].remote_parent);
    Ok(())
}

#[tokio::test]
async fn a_tower_client_carries_the_trace() -> Result<()> {
    let (done, trace) = capture(async {
        let handler = service_fn(|_: http::Request<()>| async {
            span(SpanKind::Agent, "answer").in_scope(|| Ok::<_, Infallible>(http::Response::new(())))
        });
        // As if there were a wire between the two, and nothing current at its other end.
        let wire = InjectLayer::new().layer(ExtractLayer::new().layer(handler));
        span(SpanKind::Chain, "ask").scope(async { wire.oneshot(http::Request::new(())).await }).await
    })
    .await;
    done?;
    assert_eq!(trace.roots[0].children[0].name, "answer");
    Ok(())
}

/// Where two requests of one span go, and what they name as their parents.
async fn parents_of_two_requests(middleware: InjectMiddleware) -> Result<(Vec<String>, Trace)> {
    let named = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let theirs = std::sync::Arc::clone(&named);
    let routes = Router::new().route(
        "/",
        get(move |request: Request| async move {
            let parent = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
            theirs
                .lock()
                .map(|mut named| named.push(parent.unwrap_or_default().to_owned()))
                .unwrap_or_default();
        }),
    );
    let trace = with_server(routes, ExtractLayer::new(), |url| async move {
        let client = client(middleware);
        span(SpanKind::Chain, "ask")
            .scope(async {
                client.get(&url).send().await?.error_for_status()?;
                client.get(format!("{url}/nowhere?secret=1")).send().await?;
                client.get(&url).send().await?.error_for_status()?;
                anyhow::Ok(())
            })
            .await
    })
    .await?;
    let named = named.lock().map(|named| named.clone()).unwrap_or_default();
    Ok((named, trace))
}

#[tokio::test]
async fn a_client_span_is_the_parent_that_its_request_names_where_it_is_asked_for() -> Result<()> {
    let (named, trace) = parents_of_two_requests(InjectMiddleware::new()).await?;
    assert_eq!(named[0], named[1], "the span in progress");
    assert_eq!(trace.roots[0].children.len(), 0);

    let (named, trace) = parents_of_two_requests(InjectMiddleware::new().with_client_spans()).await?;
    assert_ne!(named[0], named[1], "each its own");
    let spans = &trace.roots[0].children;
    assert_eq!(spans.iter().map(|span| span.name.as_str()).collect::<Vec<_>>(), ["GET"; 3]);
    let first = spans[0].recorded.span_id.map(|id| id.to_string()).unwrap_or_default();
    assert!(named[0].contains(&first), "{named:?} {spans:#?}");
    assert_eq!(spans[1].text("error.type"), Some("404"));
    assert!(!format!("{trace:?}").contains("secret"), "nothing of the path");
    Ok(())
}
