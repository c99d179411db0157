use crate::semconv::SpanKind;
use crate::testing::{Trace, capture_sync};
use crate::{current, span};

fn agent() -> Trace {
    let run = || {
        span(SpanKind::Agent, "a").session("s").in_scope_result(|| {
            span(SpanKind::Chain, "b").in_scope(|| span(SpanKind::Llm, "c").in_scope(|| ()));
            current().attribute("ratio", 0.1);
            let _: Result<u32, _> = span(SpanKind::Tool, "d").in_scope_result(|| "x".parse::<u32>());
            Ok::<_, String>(vec![1, 2])
        })
    };
    capture_sync(run).1
}

fn written(trace: &Trace) -> String {
    let mut lines = Vec::new();
    trace.write_lines(&mut lines).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(lines).unwrap_or_else(|error| panic!("{error}"))
}

fn problem(text: &str) -> String {
    Trace::read_lines(text.as_bytes(), "t.jsonl").expect_err("it should be refused").to_string()
}

#[test]
fn a_trace_is_read_as_it_was_written() {
    let trace = agent();
    let text = written(&trace);
    assert_eq!(text.lines().count(), 5, "a line for the trace and one for each span");
    let twice = format!("{text}\n{text}");
    let read = Trace::read_lines(twice.as_bytes(), "t.jsonl").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read, [trace.clone(), trace]);
}

#[test]
fn a_trace_survives_json_as_a_tree_too() {
    let trace = agent();
    let text = serde_json::to_string(&trace).unwrap_or_else(|error| panic!("{error}"));
    let read: Trace = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read, trace);
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let text = written(&agent());
    let lines: Vec<&str> = text.lines().collect();
    let without_last = lines[..4].join("\n");
    assert_eq!(problem(&without_last), "t.jsonl:4: the trace ends after 3 of 4 spans: the file is cut");
    let cut = &text[..text.len() - 10];
    assert!(problem(cut).starts_with("t.jsonl:5: EOF while parsing"), "{}", problem(cut));
    let later = text.replace("\"openinference_trace\":1", "\"openinference_trace\":2");
    assert_eq!(problem(&later), "t.jsonl:1: version 2 of the format; this program reads version 1");
    assert_eq!(problem(lines[1]), "t.jsonl:1: span 1 `a` comes before the line that begins a trace");
    let moved = [lines[0], lines[1], lines[3]].join("\n");
    assert_eq!(
        problem(&moved),
        "t.jsonl:3: span 3 `c` should be span 2: spans stand in the order of the tree"
    );
    let orphan = text.replace("\"parent\":2", "\"parent\":9");
    assert_eq!(problem(&orphan), "t.jsonl:4: span 3 `c` names span 9 as its parent, which is not above it");
    assert!(problem("nonsense").starts_with("t.jsonl:1: expected"), "{}", problem("nonsense"));
}

/// What is left of a damaged file, and what is wrong with it.
fn salvaged(text: &str) -> (Vec<String>, Vec<String>) {
    let (traces, problems) = Trace::salvage_lines(text.as_bytes(), "t.jsonl");
    (traces.iter().map(Trace::outline).collect(), problems.iter().map(ToString::to_string).collect())
}

#[test]
fn of_a_damaged_file_the_rest_is_read_and_each_damage_is_named() {
    let text = written(&agent());
    let whole = agent().outline();
    let lines: Vec<&str> = text.lines().collect();
    let next = |first: &[&str]| format!("{}\n{text}", first.join("\n"));

    let (left, problems) = salvaged(&next(&lines[..4]));
    assert_eq!(left, ["AGENT a\n  CHAIN b\n    LLM c\n", whole.as_str()]);
    assert_eq!(problems, ["t.jsonl:5: the trace ends after 3 of 4 spans: the file is cut"]);

    let (left, problems) = salvaged(&next(&[lines[0], lines[1], "{", lines[3], lines[4]]));
    assert_eq!(left.len(), 2);
    assert_eq!((left[0].lines().count(), &left[1]), (3, &whole), "all but the lost span");
    assert!(problems[0].starts_with("t.jsonl:3: EOF"), "{problems:?}");
    assert_eq!(problems[1..], ["t.jsonl:4: span 3 `c` names span 2 as its parent, which is not above it"]);

    let (left, problems) = salvaged(&next(&["{\"openinference_trace\":7,\"spans\":1}", lines[1], lines[2]]));
    assert_eq!(left, [whole.as_str()]);
    assert_eq!(problems, ["t.jsonl:1: version 7 of the format; this program reads version 1"]);
}
