use std::panic::{AssertUnwindSafe, catch_unwind};

use super::lines::diff_lines;
use crate::semconv::SpanKind;
use crate::semconv::attributes::LLM_MODEL_NAME;
use crate::span;
use crate::testing::{Trace, capture_sync};
use crate::{assert_span, assert_trace};

fn agent() -> Trace {
    capture_sync(|| {
        span(SpanKind::Agent, "answer").input("Rome?").in_scope_result(|| {
            span(SpanKind::Llm, "chat")
                .attribute("llm.model_name", "gpt-4o")
                .attribute("llm.token_count.total", 12)
                .in_scope(|| ());
            let failed =
                span(SpanKind::Tool, "get_weather").in_scope_result(|| Err::<(), _>("late".to_owned()));
            assert!(failed.is_err());
            span(SpanKind::Llm, "chat").attribute("llm.model_name", "gpt-4o-mini").in_scope(|| ());
            Ok::<_, String>("12 °C")
        })
    })
    .1
}

fn message(panics: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(panics)).expect_err("it should panic");
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn conditions_that_hold_give_the_span() {
    let trace = agent();
    let model = assert_span!(
        trace,
        "agent > llm[0]",
        kind == Llm,
        name == "chat",
        status == ok,
        "llm.model_name" == "gpt-4o",
        (LLM_MODEL_NAME) != "gpt-4",
        "llm.token_count.total" == 12,
        "llm.model_name" contains "4o",
        has "llm.model_name",
        no "llm.provider",
        |span| span.children.is_empty(),
    );
    assert_eq!(model.id, 2);
    assert_span!(trace, "agent", input == "Rome?", output == "12 °C");
    assert_span!(trace, "tool", status == error, |span| span.event("exception").is_some());
    assert_span!(trace.view().only("tool"), "tool", kind == Tool);
}

#[test]
fn every_condition_that_does_not_hold_is_named_with_the_tree() {
    let trace = agent();
    let said = message(|| {
        assert_span!(trace, "llm[0]", kind == Tool, status == error, "llm.model_name" == "gpt-4", has "x", no "llm.token_count.total");
    });
    assert_eq!(
        said,
        "span #2 `chat` is not as expected:
- kind is `LLM`, not `TOOL`
- status is `ok`, not `error`
- `llm.model_name` is \"gpt-4o\", not \"gpt-4\"
- `x` is not there
- `llm.token_count.total` is there: 12

the span:
LLM chat
    llm.model_name: gpt-4o
    llm.system: openai
    llm.token_count.total: 12

the trace:
AGENT answer
  LLM chat
  TOOL get_weather (error: late)
  LLM chat
"
    );
}

#[test]
fn a_span_that_is_not_there_is_explained_with_the_tree() {
    let trace = agent();
    let said = message(|| {
        assert_span!(trace, "agent > tool[1]");
    });
    assert!(
        said.starts_with("no span matches `agent > tool[1]`: `tool[1]`: only 1 of these are there"),
        "{said}"
    );
    assert!(said.contains("  TOOL get_weather"), "{said}");
    let said = message(|| {
        assert_span!(trace, "llm");
    });
    assert!(said.starts_with("2 spans match `llm`, not one: #2, #4\n"), "{said}");
}

#[test]
fn a_shape_is_compared_with_wildcards_and_gaps() {
    let trace = agent();
    assert_trace!(
        trace,
        "
        AGENT answer
          LLM chat
          TOOL get_* (error: *late)
          LLM chat
    "
    );
    assert_trace!(trace, "AGENT answer\n  ...\n  TOOL get_weather (error)\n  ...");
    assert_trace!(trace, "AGENT answer\n  LLM chat\n  ...");
    assert_trace!(trace, "...");
    assert_trace!(trace, trace.outline());
}

#[test]
fn a_wrong_shape_is_shown_as_a_difference() {
    let trace = agent();
    let said = message(|| {
        assert_trace!(
            trace,
            "
        AGENT answer
            LLM chat
            TOOL get_weather
            LLM chat
    "
        );
    });
    assert!(
        said.ends_with(
            "  AGENT answer
    LLM chat
-   TOOL get_weather
+   TOOL get_weather (error: late)
    LLM chat
"
        ),
        "{said}"
    );
}

#[test]
fn what_a_wildcard_meant_is_not_shown_as_a_difference() {
    let trace = agent();
    let said = message(|| {
        assert_trace!(trace, "AGENT answer\n  LLM *\n  TOOL get_* (error)\n  PROMPT p\n  LLM chat");
    });
    assert!(
        said.ends_with("  AGENT answer\n    LLM *\n    TOOL get_* (error)\n-   PROMPT p\n    LLM chat\n"),
        "{said}"
    );
}

#[test]
fn a_shape_that_cannot_be_read_is_refused() {
    for (shape, problem) in [
        ("AGENT answer\n   LLM chat\n  TOOL t", "`TOOL t` is indented unlike the lines beside it"),
        ("  AGENT a\nAGENT b", "`AGENT b` is indented unlike the lines beside it"),
        ("AGENT", "`AGENT` has no name after the kind"),
        ("AGENT a\n\tLLM b", "a tab in `LLM b`: indent with blanks"),
        ("...\n  LLM b", "`LLM b` is indented unlike the lines beside it"),
    ] {
        let said = message(|| assert_trace!(agent(), shape));
        assert_eq!(said, format!("the expected shape cannot be read: {problem}"));
    }
}

#[test]
fn lines_that_differ_are_marked() {
    let diff = |old, new| diff_lines(old, new, |a, b| a == b);
    assert_eq!(diff("a\nb\nc\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c\n+ d\n");
    assert_eq!(diff("", "a\n"), "+ a\n");
    assert_eq!(diff("a\n", "a\n"), "  a\n");
}
