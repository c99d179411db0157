mod debug;
mod text;

use super::secret_names::Secrets;
use super::words::words;
use super::{rules, trigrams};

fn parameter(name: &str) -> bool {
    Secrets::default().is_parameter(name)
}

fn field(name: &str) -> bool {
    Secrets::default().is_field(name)
}

#[test]
fn a_name_is_split_into_words_in_every_spelling() {
    let all = |name| words(name).collect::<Vec<_>>();
    assert_eq!(all("api_key"), ["api", "key"]);
    assert_eq!(all("apiKey"), ["api", "Key"]);
    assert_eq!(all("x-api-key"), ["x", "api", "key"]);
    assert_eq!(all("APIKey"), ["API", "Key"]);
    assert_eq!(all("__private__"), ["private"]);
    assert_eq!(all("password2"), ["password", "2"]);
    assert_eq!(all("größeÜber"), ["größe", "Über"]);
    assert_eq!(all(""), Vec::<&str>::new());
}

#[test]
fn names_of_secrets_are_redacted_in_every_spelling() {
    for name in [
        "api_key",
        "apiKey",
        "apikey",
        "APIKey",
        "x-api-key",
        "OPENAI_API_KEY",
        "OpenAIAPIKey",
        "api_keys",
        "api-key",
        "access_token",
        "accessToken",
        "auth_token",
        "authToken",
        "refresh_token",
        "id_token",
        "github_token",
        "client_secret",
        "clientSecret",
        "secret",
        "aws_secret_access_key",
        "secrets",
        "private_key",
        "password",
        "Password",
        "db_password",
        "password_hash",
        "passwd",
        "pwd",
        "passphrase",
        "Authorization",
        "authorization",
        "Proxy-Authorization",
        "cookie",
        "Set-Cookie",
        "cookies",
        "credentials",
        "session_token",
        "jwt",
    ] {
        assert!(field(name), "the field {name} holds a secret");
        assert!(parameter(name), "the parameter {name} holds a secret");
    }
}

#[test]
fn a_bare_token_is_a_secret_as_parameter_and_text_as_field() {
    assert!(parameter("token"));
    assert!(!field("token"));
}

#[test]
fn names_about_text_and_counts_are_kept() {
    for name in [
        "max_tokens",
        "tokens",
        "prompt_tokens",
        "total_tokens",
        "maxTokens",
        "completion_tokens_details",
        "token_count",
        "token_ids",
        "tokenizer",
        "tokenize",
        "cached_tokens",
        "next_page_token",
        "nextToken",
        "stop_token",
        "eos_token",
        "key",
        "keys",
        "primary_key",
        "keyboard",
        "foreign_key",
        "monkey",
        "secretary",
        "author",
        "authored_by",
    ] {
        assert!(!field(name), "the field {name} is no secret");
        assert!(!parameter(name), "the parameter {name} is no secret");
    }
}

#[test]
fn an_application_adds_names_and_takes_names_out() {
    let mut secrets = Secrets::default();
    secrets.redact(["card_number"]);
    secrets.keep(["cookie_recipe"]);
    for name in ["card_number", "cardNumber", "x-card-number", "CARD_NUMBER_1"] {
        assert!(secrets.is_field(name), "{name} was added");
        assert!(secrets.is_parameter(name), "{name} was added");
    }
    assert!(!secrets.is_field("card"));
    assert!(!secrets.is_field("cookieRecipe"));
    assert!(secrets.is_field("cookie"));
}

/// `data/generate.py` makes them of the schemas of public APIs: name, judgement, sample.
fn names_of_apis() -> impl Iterator<Item = (&'static str, bool, bool)> {
    include_str!("data/names.tsv").lines().filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?, parts.next()? == "secret", parts.next()? == "chosen"))
    })
}

#[test]
fn fewer_than_one_in_two_hundred_field_names_of_public_apis_is_a_false_alarm() {
    let chosen = || names_of_apis().filter(|(_, _, chosen)| *chosen);
    let false_alarms: Vec<_> = chosen().filter(|(name, secret, _)| field(name) && !secret).collect();
    assert!(chosen().count() >= 1000);
    assert!(false_alarms.len() * 200 < chosen().count(), "{false_alarms:?}");
}

#[test]
fn names_of_public_apis_that_are_near_are_judged_as_a_person_would() {
    let wrong: Vec<_> =
        names_of_apis().filter(|(name, secret, _)| field(name) != *secret).map(|(name, ..)| name).collect();
    assert!(wrong.len() * 100 < names_of_apis().count(), "{wrong:?}");
}

#[test]
fn no_key_of_the_conventions_is_the_name_of_a_secret() {
    for row in crate::semconv::attributes::ATTRIBUTES {
        assert!(!field(row.key), "{}", row.key);
    }
}

#[test]
fn plurals_suffixes_and_words_run_together_are_names_of_secrets() {
    for name in [
        "password_v2",
        "api_key_1",
        "api_key_prod",
        "API_KEY_OLD",
        "secret_value",
        "PGPASSWORD",
        "oauthtoken",
        "apikeys",
        "access_tokens",
        "ssh_key",
        "webhook_key",
        "license_key",
        "db_pass",
        "passcode",
        "bearer",
        "basic_auth",
        "pin",
        "otp",
        "webhook_signature",
        "sas",
        "mnemonic",
        "seed_phrase",
        "recovery_codes",
        "passkey",
        "connection_string",
        "database_url",
        "REDIS_URL",
        "sentry_dsn",
        "client_pem",
        "private_key_pem",
        "kubeconfig",
        "jwts",
    ] {
        assert!(field(name), "{name}");
    }
}

#[test]
fn every_spelling_of_the_list_is_the_name_of_a_secret() {
    let spellings = || include_str!("data/spellings.txt").lines();
    assert!(spellings().count() >= 150);
    assert_eq!(spellings().filter(|name| !field(name)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_only_speaks_of_a_secret_or_opens_nothing_is_kept() {
    for name in [
        "primary_key",
        "sort_key",
        "cache_key",
        "idempotency_key",
        "secret_name",
        "api_key_id",
        "password_required",
        "has_password",
        "token_type",
        "public_key_pem",
        "ca_cert_pem",
        "thought_signature",
        "signature",
        "first_pass",
        "pinned",
        "status_code",
        "base_url",
        "author",
        "oauth2",
        "incremental_authorization",
    ] {
        assert!(!field(name), "{name}");
    }
}

#[test]
fn what_the_letters_tell_apart_is_the_name_of_no_secret() {
    for (name, ..) in names_of_apis() {
        assert!(trigrams::may_be_secret(name) || !rules::is_secret_by_words(name, true), "{name}");
    }
}

#[test]
fn a_name_of_any_length_is_judged_in_one_pass() {
    assert!(field(&format!("password_{}", "x_".repeat(32_000))));
    assert!(field(&format!("{}api_key", "x_".repeat(32_000))));
    assert!(!field(&"x".repeat(65_536)));
}
