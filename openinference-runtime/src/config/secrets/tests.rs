use super::*;

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
