//! Headers and keys.

use super::{Variables, environment};
use crate::telemetry::{InitError, settings::Headers};

fn resolve(variables: Variables<'_>) -> Result<Headers, InitError> {
    Headers::resolve(&[], None, &environment(variables))
}

#[cfg(feature = "_wire")]
fn all(headers: &Headers) -> Vec<(&str, &str)> {
    headers.iter().collect()
}

#[test]
#[cfg(feature = "_wire")]
fn both_syntaxes_are_read_and_names_are_lower_case() {
    for text in ["Api-Key=a%20b, X-Tenant=1,", r#"{"Api-Key": "a b", "x-tenant": "1"}"#] {
        let headers = resolve(&[("PHOENIX_CLIENT_HEADERS", text)]).expect(text);
        assert_eq!(all(&headers), [("api-key", "a b"), ("x-tenant", "1")]);
    }
}

#[test]
#[cfg(feature = "_wire")]
fn an_api_key_from_the_environment_stands_in_where_nobody_set_authorization() {
    let key = ("PHOENIX_API_KEY", "k");
    assert_eq!(all(&resolve(&[key]).expect("headers")), [("authorization", "Bearer k")]);
    let own = ("PHOENIX_CLIENT_HEADERS", "Authorization=Basic%20x");
    assert_eq!(all(&resolve(&[key, own]).expect("headers")), [("authorization", "Basic x")]);
}

#[test]
#[cfg(feature = "_wire")]
fn code_wins_over_phoenix_wins_over_otlp() {
    let variables: Variables<'_> =
        &[("OTEL_EXPORTER_OTLP_HEADERS", "a=1,b=1,c=1"), ("PHOENIX_CLIENT_HEADERS", "b=2,c=2")];
    let in_code = [("C".to_owned(), "3".to_owned())];
    let headers = Headers::resolve(&in_code, Some("k"), &environment(variables)).expect("headers");
    assert_eq!(all(&headers), [("a", "1"), ("authorization", "Bearer k"), ("b", "2"), ("c", "3")]);
    let specific =
        resolve(&[("OTEL_EXPORTER_OTLP_HEADERS", "a=1"), ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "t=1")]);
    assert_eq!(all(&specific.expect("headers")), [("t", "1")]);
}

#[test]
fn bad_headers_are_refused_without_telling_their_values() {
    for text in [
        "hunter2",
        "ok=1,hunter2",
        "a b=hunter2",
        "hunter 2=a",
        "ok=1,hunter2 x=a",
        "{\"hunter2 x\": \"a\"}",
        "{\"key\": [\"hunter2\"]}",
        "key=hunter2%0d%0ax",
        "{\"key\": hunter2}",
        "key=%ffhunter2",
    ] {
        let error = resolve(&[("PHOENIX_CLIENT_HEADERS", text)]).expect_err(text).to_string();
        assert!(error.starts_with("PHOENIX_CLIENT_HEADERS: "), "{error}");
        assert!(error.contains("key=value,key2=value2"), "says what is accepted: {error}");
        assert!(!error.contains("hunter"), "{error}");
    }
}

#[test]
fn debug_output_shows_neither_names_nor_values() {
    let headers = resolve(&[("OTEL_EXPORTER_OTLP_HEADERS", "hunter2=")]).expect("headers");
    assert_eq!(format!("{headers:?}"), "1 headers");
}
