//! The key `on_end`: counters of the program's own, fed when a span ends.

use std::sync::Mutex;

use openinference_runtime::span::SpanEnd;
use openinference_runtime::testing::capture_sync;
use openinference_runtime::tool_span;

/// What a function was told: the answer's length as the span has it, and whether it failed.
static TOLD: Mutex<Vec<(String, String, bool)>> = Mutex::new(Vec::new());

fn note(end: &SpanEnd<'_>) {
    let attribute = |key| end.attribute(key).map(ToString::to_string).unwrap_or_default();
    assert!(end.duration() < std::time::Duration::from_secs(3600));
    TOLD.lock().expect("not poisoned").push((attribute("tool.name"), attribute("length"), end.is_error()));
}

#[tool_span(on_end = note, on_result(|text| "length" = text.len() as i64))]
fn search(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("nothing to search for".to_owned()) } else { Ok(text.repeat(2)) }
}

#[tool_span(on_end = |_| panic!("a counter that fails"))]
fn counted_badly() -> u8 {
    7
}

#[test]
fn a_function_is_told_of_each_span_with_what_it_said_at_its_start_and_its_end() {
    let (_, trace) = capture_sync(|| (search("ab"), search("")));
    let told = TOLD.lock().expect("not poisoned").clone();
    let expected = [("search", "4", false), ("search", "", true)];
    assert_eq!(told, expected.map(|(name, length, failed)| (name.to_owned(), length.to_owned(), failed)));
    assert_eq!(trace.roots.len(), 2, "{trace}");
}

#[test]
fn a_function_that_panics_when_it_is_told_harms_neither_the_call_nor_the_span() {
    let (value, trace) = capture_sync(counted_badly);
    assert_eq!((value, trace.roots.len()), (7, 1), "{trace}");
}
