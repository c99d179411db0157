//! What spans inherit from the Context around them.

use futures_util::{StreamExt as _, stream};
use openinference_runtime::context::{self, ContextAttributes};
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::semconv::{SpanKind, attributes as key};
use openinference_runtime::testing::{Trace, capture, capture_sync};
use openinference_runtime::{carry, span};
use serde_json::json;

fn step(name: &'static str) {
    span(SpanKind::Chain, name).in_scope(|| {});
}

fn all_seven() -> ContextAttributes {
    context::attributes()
        .session("s-1")
        .user("u-1")
        .metadata(json!({"tenant": "t-1", "api_key": "very secret"}))
        .tags(["beta", "eu"])
        .prompt_template("Weather in {city}?", "v2", json!({"city": "Bern"}))
}

fn session<'t>(trace: &'t Trace, span: &str) -> Option<&'t str> {
    trace.find(span).and_then(|span| span.text(key::SESSION_ID))
}

#[test]
fn every_span_below_inherits_the_seven_attributes() {
    let (_, trace) = capture_sync(|| {
        all_seven().in_scope(|| span(SpanKind::Agent, "outer").in_scope(|| step("inner")));
    });
    insta::assert_yaml_snapshot!(trace);
}

#[test]
fn an_inner_scope_wins_and_ends_where_it_ends() {
    let (_, trace) = capture_sync(|| {
        let _outer = context::attributes().session("outer").user("u").attach();
        context::attributes().session("inner").in_scope(|| step("within"));
        step("after");
    });
    assert_eq!(session(&trace, "within"), Some("inner"));
    assert_eq!(session(&trace, "after"), Some("outer"));
    assert_eq!(trace.find("within").and_then(|span| span.text(key::USER_ID)), Some("u"));
}

#[test]
fn an_attribute_of_the_span_wins_over_an_inherited_one() {
    let (_, trace) = capture_sync(|| {
        let _inherited = context::attributes().attribute("city", "Bern").attach();
        span(SpanKind::Chain, "own").attribute("city", "Basel").in_scope(|| {});
    });
    assert_eq!(trace.roots[0].text("city"), Some("Basel"));
}

#[test]
fn attributes_can_be_read_taken_away_and_cleared() {
    let (_, trace) = capture_sync(|| {
        let _all = all_seven().attach();
        assert_eq!(context::value(&Context::current(), key::USER_ID), Some("u-1".into()));
        context::attributes().without(key::USER_ID).in_scope(|| {
            assert_eq!(context::value(&Context::current(), key::USER_ID), None);
            step("without_user");
        });
        context::attributes().cleared().session("only").in_scope(|| step("cleared"));
    });
    let without = trace.find("without_user").expect("made");
    assert_eq!((without.text(key::USER_ID), without.text(key::SESSION_ID)), (None, Some("s-1")));
    let cleared = trace.find("cleared").expect("made");
    assert_eq!(cleared.attributes.keys().collect::<Vec<_>>(), [key::SESSION_ID]);
}

#[test]
fn an_empty_template_version_is_left_out() {
    let (_, trace) = capture_sync(|| {
        context::attributes().prompt_template("Hi {name}", "", json!({"name": "Ann"})).in_scope(|| step("s"));
    });
    assert_eq!(trace.roots[0].attribute(key::LLM_PROMPT_TEMPLATE_VERSION), None);
    assert_eq!(trace.roots[0].text(key::LLM_PROMPT_TEMPLATE_VARIABLES), Some(r#"{"name":"Ann"}"#));
}

#[tokio::test]
async fn a_scope_holds_at_each_poll_and_not_between() {
    let (_, trace) = capture(async {
        let scoped = context::attributes().session("mine").scope(async {
            step("before_the_yield");
            tokio::task::yield_now().await;
            step("after_the_yield");
        });
        let other = async {
            step("beside");
            tokio::task::yield_now().await;
            step("beside_again");
        };
        tokio::join!(scoped, other);
    })
    .await;
    for name in ["before_the_yield", "after_the_yield"] {
        assert_eq!(session(&trace, name), Some("mine"), "{name}");
    }
    for name in ["beside", "beside_again"] {
        assert_eq!(session(&trace, name), None, "{name}");
    }
}

#[tokio::test]
async fn a_scope_holds_for_every_item_of_a_stream() {
    let (_, trace) = capture(async {
        let items = stream::iter(["first", "second"]).map(step);
        context::attributes().session("s").scope(items).collect::<Vec<()>>().await;
        step("after");
    })
    .await;
    assert_eq!(session(&trace, "first"), Some("s"));
    assert_eq!(session(&trace, "second"), Some("s"));
    assert_eq!(session(&trace, "after"), None);
}

#[tokio::test]
async fn a_span_around_a_scope_is_the_parent_within_it() {
    let (_, trace) = capture(async {
        // The scope is made before the span starts, and polled within it.
        let scoped = context::attributes().session("s").scope(async { step("inner") });
        span(SpanKind::Agent, "outer").scope(scoped).await;
    })
    .await;
    assert_eq!(trace.roots[0].children[0].name, "inner");
    assert_eq!(session(&trace, "inner"), Some("s"));
    assert_eq!(session(&trace, "outer"), None);
}

#[tokio::test]
async fn a_spawned_scope_keeps_the_parent_that_it_was_made_under() {
    let (_, trace) = capture(async {
        span(SpanKind::Agent, "outer")
            .scope(async {
                let scoped = context::attributes().session("s").scope(async { step("spawned") });
                tokio::spawn(scoped).await.expect("runs to its end");
            })
            .await;
    })
    .await;
    assert_eq!(trace.roots[0].children[0].name, "spawned");
    assert_eq!(session(&trace, "spawned"), Some("s"));
}

#[tokio::test]
async fn nothing_is_traced_in_a_suppressed_scope() {
    let (sum, trace) = capture(async {
        let inside = context::suppressed(async {
            let here = carry(async { span(SpanKind::Tool, "hidden").in_scope(|| 1) });
            tokio::spawn(here).await.expect("runs")
        });
        inside.await + context::suppressed_in(|| span(SpanKind::Tool, "hidden too").in_scope(|| 2))
    })
    .await;
    assert_eq!(sum, 3);
    assert_eq!(trace.spans().count(), 0);
}
