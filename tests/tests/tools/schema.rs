//! The JSON schema of a tool's arguments in its span.

use std::borrow::Cow;
use std::collections::BTreeMap;

use openinference_runtime::config::{CaptureLevel, TraceConfig};
use openinference_runtime::testing::{Capture, capture, capture_sync};
use openinference_runtime::{chain_span, tool_span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{input_of, schema_of};

/// How warm it is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Celsius,
    Fahrenheit,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Place {
    city: String,
    country: Option<String>,
}

struct Client;

/// Current weather.
///
/// Of a place on earth.
#[tool_span(id = call_id)]
async fn get_weather(
    /// Where.
    place: &Place,
    unit: Unit,
    /// Days
    /// ahead.
    days: Option<u8>,
    tags: Vec<Cow<'_, str>>,
    #[span(skip)] client: &Client,
    #[span(skip)] call_id: &str,
) -> u32 {
    let _ = (place, unit, days, tags, client, call_id);
    20
}

#[tokio::test]
async fn the_schema_is_that_of_the_signature() {
    let place = Place { city: "Rome".to_owned(), country: None };
    let (_, trace) = capture(get_weather(&place, Unit::Celsius, None, Vec::new(), &Client, "call_1")).await;
    let expected = json!({
        "type": "object",
        "properties": {
            "place": {
                "type": "object",
                "description": "Where.",
                "properties": { "city": { "type": "string" }, "country": { "type": ["string", "null"] } },
                "required": ["city"],
            },
            "unit": { "type": "string", "description": "How warm it is.", "enum": ["celsius", "fahrenheit"] },
            "days": {
                "type": ["integer", "null"], "format": "uint8", "minimum": 0, "maximum": 255,
                "description": "Days\nahead.",
            },
            "tags": { "type": "array", "items": { "type": "string" } },
        },
        "required": ["place", "unit", "tags"],
    });
    assert_eq!(schema_of(&trace), expected);
    let span = &trace.roots[0];
    assert_eq!(span.text("tool.name"), Some("get_weather"));
    assert_eq!(span.text("tool.description"), Some("Current weather.\n\nOf a place on earth."));
    assert_eq!(span.text("tool.id"), Some("call_1"));
    let input =
        json!({ "place": { "city": "Rome", "country": null }, "unit": "celsius", "days": null, "tags": [] });
    assert_eq!(input_of(&trace), input);
}

#[test]
fn a_type_without_a_schema_may_be_anything() {
    #[derive(Debug)]
    struct Opaque;

    #[tool_span]
    fn look_up(opaque: Opaque, maybe: impl Serialize, (one, two): (u8, u8)) {
        let _ = (opaque, maybe, one, two);
    }
    let (_, trace) = capture_sync(|| look_up(Opaque, 3, (1, 2)));
    let expected = json!({
        "type": "object",
        "properties": { "opaque": {}, "maybe": {}, "one": {}, "two": {} },
        "required": ["opaque", "maybe", "one", "two"],
    });
    assert_eq!(schema_of(&trace), expected);
}

#[test]
fn a_tool_without_arguments_has_an_empty_schema() {
    #[tool_span]
    fn now() {}
    let (_, trace) = capture_sync(now);
    assert_eq!(schema_of(&trace), json!({ "type": "object", "properties": {} }));
}

#[test]
fn each_set_of_generic_parameters_has_its_schema() {
    #[tool_span]
    fn echo<T: JsonSchema + Serialize>(value: T) {
        let _ = value;
    }

    struct Store<T>(T);

    impl<T: JsonSchema + Serialize + Copy> Store<T> {
        #[tool_span]
        fn put(&self, value: T) {
            let _ = (value, self.0);
        }
    }

    let schema = |f: &dyn Fn()| schema_of(&capture_sync(f).1)["properties"]["value"]["type"].clone();
    assert_eq!(schema(&|| echo("a")), "string");
    assert_eq!(schema(&|| echo(true)), "boolean");
    assert_eq!(schema(&|| Store('a').put('b')), "string");
    assert_eq!(schema(&|| Store(1.0).put(2.0)), "number");
}

#[test]
fn one_argument_that_is_taken_apart_is_all_of_them() {
    #[derive(Serialize, JsonSchema)]
    struct Sum {
        a: i32,
        b: i32,
    }

    #[derive(Serialize, JsonSchema)]
    #[serde(transparent)]
    struct Arguments<T>(T);

    #[tool_span]
    fn add(Arguments(sum): Arguments<Sum>) -> i32 {
        sum.a + sum.b
    }

    #[tool_span]
    fn subtract(Arguments(Sum { a, b }): Arguments<Sum>) -> i32 {
        a - b
    }

    for call in [|| add(Arguments(Sum { a: 1, b: 2 })), || subtract(Arguments(Sum { a: 1, b: 2 }))] {
        let (_, trace) = capture_sync(call);
        let schema = schema_of(&trace);
        assert_eq!(schema["required"], json!(["a", "b"]), "{schema}");
        assert_eq!(input_of(&trace), json!({ "a": 1, "b": 2 }));
    }
}

#[test]
fn a_schema_by_hand_wins() {
    #[tool_span(parameters = json!({ "type": "object", "title": "mine" }))]
    fn f(a: u8) {
        let _ = a;
    }
    let (_, trace) = capture_sync(|| f(1));
    let schema: serde_json::Value =
        serde_json::from_str(trace.roots[0].text("tool.parameters").unwrap()).unwrap();
    assert_eq!(schema, json!({ "type": "object", "title": "mine" }));
    assert_eq!(trace.roots[0].text("tool.json_schema"), None);
}

#[test]
fn types_that_contain_themselves_are_written_once() {
    #[derive(Serialize, JsonSchema)]
    struct Tree {
        children: BTreeMap<String, Tree>,
    }

    #[tool_span]
    fn grow(tree: Tree) {
        let _ = tree;
    }
    let (_, trace) = capture_sync(|| grow(Tree { children: BTreeMap::new() }));
    let schema = schema_of(&trace);
    assert_eq!(schema["$defs"]["Tree"]["type"], "object", "{schema}");
}

#[test]
fn fields_named_like_secrets_are_described_though_their_values_are_not_shown() {
    #[derive(Serialize, JsonSchema)]
    struct Login {
        user: String,
        password: String,
    }

    #[tool_span]
    fn log_in(login: Login) {
        let _ = login;
    }
    let (_, trace) = capture_sync(|| log_in(Login { user: "a".to_owned(), password: "hunter2".to_owned() }));
    assert_eq!(schema_of(&trace)["properties"]["login"]["properties"]["password"]["type"], "string");
    assert!(!format!("{trace:#}").contains("hunter2"));
}

#[test]
fn spans_of_other_kinds_have_no_schema_and_hidden_tools_neither() {
    #[chain_span]
    fn step(a: u8) {
        let _ = a;
    }

    #[tool_span]
    fn tool(a: u8) {
        let _ = a;
    }
    let (_, trace) = capture_sync(|| step(1));
    assert_eq!(trace.roots[0].text("tool.parameters"), None);
    let config = TraceConfig::builder().capture(CaptureLevel::Nothing).build();
    let (_, trace) = Capture::new().config(config).run_sync(|| tool(1));
    assert_eq!(
        (trace.roots[0].text("tool.parameters"), trace.roots[0].text("tool.json_schema")),
        (None, None)
    );
}
