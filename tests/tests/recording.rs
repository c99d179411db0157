//! What arguments and results become.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{SpanStatus, Trace, capture_sync};
use openinference_runtime::{agent_span, chain_span, current, span, tool_span};
use serde::{Serialize, Serializer};

fn input(trace: &Trace) -> (&str, &str) {
    let span = &trace.roots[0];
    (span.text("input.value").unwrap_or("none"), span.text("input.mime_type").unwrap_or("none"))
}

fn output(trace: &Trace) -> &str {
    trace.roots[0].text("output.value").unwrap_or("none")
}

#[derive(Debug, Clone, Serialize)]
struct Place {
    city: String,
    api_key: String,
}

fn place() -> Place {
    Place { city: "Rome".to_owned(), api_key: "sk-123".to_owned() }
}

#[derive(Debug)]
struct OnlyDebug(#[allow(dead_code, reason = "shown by Debug")] u8);

struct Nothing;

struct Fails;

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("will not"))
    }
}

struct Panics;

impl Serialize for Panics {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("in Serialize")
    }
}

#[chain_span]
fn one<T: Serialize>(value: T) {
    let _ = value;
}

#[test]
fn one_text_argument_is_plain_text() {
    assert_eq!(input(&capture_sync(|| one("hello")).1), ("hello", "text/plain"));
}

#[test]
fn one_structured_argument_is_its_json_without_secrets() {
    let (_, trace) = capture_sync(|| one(place()));
    assert_eq!(input(&trace), (r#"{"city":"Rome","api_key":"__REDACTED__"}"#, "application/json"));
}

#[test]
fn a_serialize_that_errors_or_panics_never_reaches_the_caller() {
    let (_, trace) = capture_sync(|| {
        one(Fails);
        one(Panics);
    });
    assert_eq!(trace.roots.len(), 2);
    for span in &trace.roots {
        let text = span.text("input.value").expect("a marker");
        assert!(text.starts_with('<'), "no marker: {text}");
    }
}

#[chain_span]
fn several(number: u32, text: &str, debug: OnlyDebug, nothing: Nothing) -> OnlyDebug {
    let _ = (number, text, nothing);
    debug
}

#[test]
fn several_arguments_are_an_object_in_their_order_and_what_cannot_be_recorded_is_left_out() {
    let (_, trace) = capture_sync(|| several(1, "two", OnlyDebug(3), Nothing));
    assert_eq!(input(&trace), (r#"{"number":1,"text":"two","debug":"OnlyDebug(3)"}"#, "application/json"));
    assert_eq!(output(&trace), "OnlyDebug(3)");
}

#[tool_span]
fn tool(city: &str) -> Place {
    Place { city: city.to_owned(), ..place() }
}

#[test]
fn a_tools_input_is_always_an_object() {
    let (_, trace) = capture_sync(|| tool("Rome"));
    assert_eq!(input(&trace), (r#"{"city":"Rome"}"#, "application/json"));
    assert_eq!(output(&trace), r#"{"city":"Rome","api_key":"__REDACTED__"}"#);
}

#[tool_span]
fn secrets(
    api_key: &str,
    password: String,
    token: u64,
    max_tokens: u64,
    #[span(redact)] pin: u16,
    #[span(skip)] seed: u8,
) {
    let _ = (api_key, password, token, max_tokens, pin, seed);
}

#[test]
fn parameters_named_like_secrets_and_redacted_ones_are_named_but_not_read() {
    let (_, trace) = capture_sync(|| secrets("sk", "pw".to_owned(), 1, 100, 1234, 9));
    insta::assert_snapshot!(input(&trace).0, @r#"{"api_key":"__REDACTED__","password":"__REDACTED__","token":"__REDACTED__","max_tokens":100,"pin":"__REDACTED__"}"#);
}

#[chain_span]
fn unit() {}

#[test]
fn a_function_of_nothing_has_no_input_and_no_output() {
    let (_, trace) = capture_sync(unit);
    assert_eq!((input(&trace).0, output(&trace)), ("none", "none"));
}

#[chain_span]
fn locked(state: &Arc<Mutex<Place>>) {
    let _ = state;
}

#[test]
fn a_lock_is_read_when_it_is_free_and_never_waited_for() {
    let state = Arc::new(Mutex::new(place()));
    let (_, trace) = capture_sync(|| locked(&state));
    assert_eq!(input(&trace).0, r#"{"city":"Rome","api_key":"__REDACTED__"}"#);
    let held = state.lock().expect("not poisoned");
    let (_, trace) = capture_sync(|| locked(&state));
    assert_eq!(input(&trace).0, "<locked>");
    drop(held);
}

#[agent_span(skip(secret), input = format!("{question}!"), output = |answer: &String| answer.len())]
fn chosen(question: &str, secret: &str) -> String {
    format!("{question}{secret}")
}

#[test]
fn input_and_output_can_be_chosen() {
    let (answer, trace) = capture_sync(|| chosen("why", "because"));
    assert_eq!(answer, "whybecause");
    assert_eq!((input(&trace).0, output(&trace)), ("why!", "10"));
}

#[chain_span(skip_all, skip_output)]
fn silent(text: &str) -> &str {
    text
}

#[test]
fn skip_all_and_skip_output_record_nothing() {
    let (_, trace) = capture_sync(|| silent("x").len());
    assert_eq!((input(&trace).0, output(&trace)), ("none", "none"));
}

#[test]
fn long_values_are_cut_with_a_visible_marker() {
    let (_, trace) = capture_sync(|| one("x".repeat(100_000)));
    let text = input(&trace).0;
    assert!(text.len() <= 65_536, "{} bytes", text.len());
    assert!(text.contains("cut"), "no marker at the end of {}", &text[text.len() - 60..]);
}

#[chain_span]
fn odd(bytes: &[u8], nul: &str, path: &Path) -> Vec<u8> {
    let _ = (nul, path);
    bytes.to_vec()
}

#[cfg(unix)]
#[test]
fn fifty_megabytes_bytes_nuls_and_invalid_utf_8_cost_nothing_but_themselves() {
    use std::os::unix::ffi::OsStrExt as _;

    let invalid = Path::new(OsStr::from_bytes(b"caf\xe9"));
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "outer").in_scope(|| {
            current().attribute("large", "x".repeat(50 << 20));
            current().attribute("nul", "a\0b");
            current().attribute("valid", "yes");
            odd(&[0xff, 0, 0xfe], "a\0b", invalid)
        })
    });
    let outer = &trace.roots[0];
    let large = outer.text("large").unwrap_or_default();
    assert!(large.len() <= 65_536 && large.ends_with("of 52428800 bytes kept]"), "{}", &large[65_400..]);
    assert_eq!(outer.text("valid"), Some("yes"));
    assert_eq!(outer.text("nul"), Some("ab"));
    let inner = &outer.children[0];
    // Serde knows them as numbers; types that say that they are bytes are base64.
    assert_eq!(inner.text("output.value"), Some("[255,0,254]"));
    let input = inner.text("input.value").unwrap_or_default();
    assert!(input.contains(r#""nul":"ab""#) && input.contains("[255,0,254]"), "{input}");
    assert_eq!(inner.status, SpanStatus::Ok);
}

/// As some write headers down: the value first, then whose it is.
#[derive(Serialize)]
struct Header {
    value: &'static str,
    name: &'static str,
    rest: Vec<String>,
}

#[chain_span]
fn takes_header(header: &Header) -> usize {
    header.rest.len()
}

/// Recording stops within the header, before it can be seen as a whole.
#[test]
fn what_is_not_recorded_whole_is_looked_through_again() {
    let header = Header { value: "hunter2", name: "PASSWORD", rest: vec!["abcdefgh".repeat(8); 100_000] };
    let (_, trace) = capture_sync(|| takes_header(&header));
    let (said, _) = input(&trace);
    assert!(said.contains("abcdefgh") && !said.contains("hunter2"), "{}", &said[..200]);
}
