use super::{PATTERNS, SECRET_PATTERNS, Tail};
use crate::config::{REDACTED, Redactor as _, TraceConfig};
use crate::opentelemetry::trace::Status;

/// One of each kind, written by hand from what the providers say of their own.
fn secrets() -> Vec<String> {
    let body = |length: usize| "a1B2c3D4e5F6g7H8i9J0".chars().cycle().take(length).collect::<String>();
    let capitals = |length: usize| "A1B2C3D4E5F6".chars().cycle().take(length).collect::<String>();
    PATTERNS
        .iter()
        .map(|(beginning, tail)| match tail {
            Tail::Token(least) | Tail::Alphanumeric(least) => format!("{beginning}{}", body(*least)),
            Tail::Capitals(length) => format!("{beginning}{}", capitals(*length)),
            Tail::WebToken => format!("{beginning}{}.{}.{}", body(20), body(30), body(43)),
            Tail::Bearer => body(32),
            Tail::PrivateKey => {
                format!("{beginning}RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----", body(64))
            }
        })
        .collect()
}

fn redacted(text: &str) -> String {
    SECRET_PATTERNS.redact(text).into_owned()
}

#[test]
fn every_pattern_is_found_wherever_it_stands() {
    for (secret, (beginning, tail)) in secrets().into_iter().zip(PATTERNS) {
        let said =
            if matches!(tail, Tail::Bearer) { format!("{beginning} {secret}") } else { secret.clone() };
        for around in
            ["{}", "refused: {}", "key '{}' is wrong", "https://h/{}/x", "a={}&b=1", "line\\n{}", "{}."]
        {
            let text = around.replace("{}", &said);
            let found = redacted(&text);
            assert!(!found.contains(&secret) && found.contains(REDACTED), "{text}: {found}");
        }
    }
}

#[test]
fn two_secrets_of_one_text_go_and_the_rest_stays() {
    let text = "first AKIAIOSFODNN7EXAMPLE, then sk-proj-abc123def456ghi789jkl; both wrong";
    assert_eq!(redacted(text), "first __REDACTED__, then __REDACTED__; both wrong");
    assert_eq!(redacted(&redacted(text)), redacted(text), "what is redacted stays so");
}

#[test]
fn a_private_key_that_was_cut_goes_to_the_end() {
    assert_eq!(redacted("pem: -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg"), "pem: __REDACTED__");
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+g\n-----END CERTIFICATE-----";
    assert_eq!(redacted(certificate), certificate);
}

/// What programs say of themselves all day long.
#[test]
fn ordinary_texts_stay_as_they_are() {
    for text in [
        "sk-learn and scikit-learn are libraries; sk-learn-contrib-extensions-and-more too",
        "the bearer of this letter, Bearer authentication, bearer: none",
        "connection refused (os error 111) at 127.0.0.1:4317",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "gpt-4o-mini-2024-07-18, claude-sonnet-4-20250514, text-embedding-3-large",
        "AKIA is a prefix, ASIA a continent, AIza and ghp_ are beginnings, npm_lifecycle_event a variable",
        "hf_transfer, r8_quantization_of_a_model, pypi-publish, npm_config_registry, SG. 1",
        "eyJ is how JSON begins in base64",
        "desk-0123456789abcdef0123 and task-0123456789abcdef0123",
        "-----BEGIN PUBLIC KEY-----",
    ] {
        assert_eq!(redacted(text), text);
    }
}

/// By what is looked at, not by a clock: no place begins a run that is looked through twice.
#[test]
fn a_text_of_beginnings_alone_ends() {
    for beginning in PATTERNS.iter().map(|(beginning, _)| beginning) {
        let text = format!("{beginning} ").repeat(20_000);
        assert!(!text.is_empty() && redacted(&text).len() >= REDACTED.len());
    }
}

#[test]
fn errors_and_names_pass_the_patterns_unless_they_are_turned_off() {
    let text = "401: key sk-proj-abc123def456ghi789jkl is wrong";
    let config = TraceConfig::builder().without_env().build();
    assert_eq!(config.mask("exception.message", text.into()), Some("401: key __REDACTED__ is wrong".into()));
    assert_eq!(
        config.mask("exception.stacktrace", text.into()),
        Some("401: key __REDACTED__ is wrong".into())
    );
    assert_eq!(config.mask_name(text.into()), "401: key __REDACTED__ is wrong");
    assert_eq!(config.mask_error(text.into()), Status::error("401: key __REDACTED__ is wrong"));
    assert_eq!(
        config.mask("input.value", text.into()),
        Some(text.into()),
        "what the user said is the user's"
    );
    let off = TraceConfig::builder().without_env().secret_patterns(false).build();
    assert_eq!(off.mask("exception.message", text.into()), Some(text.into()));
    assert_eq!(off.mask_name(text.into()), text);
}
