use super::super::{BUILT_IN_DATE, ModelPrice};
use super::{PriceBook, PriceBookError};

fn book() -> PriceBook {
    PriceBook::from_json(
        r#"{
            "sample_spec": {"input_cost_per_token": 0.0, "output_cost_per_token": 0.0},
            "gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 1, "output_cost_per_token": 1},
            "azure/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 2, "output_cost_per_token": 2},
            "mistral/mistral-large": {"litellm_provider": "mistral", "input_cost_per_token": 3, "output_cost_per_token": 3},
            "gemini/gemini-pro": {"litellm_provider": "gemini", "input_cost_per_token": 4, "output_cost_per_token": 4},
            "vertex_ai/claude@20250101": {"litellm_provider": "vertex_ai-anthropic_models", "input_cost_per_token": "5",
                                          "output_cost_per_token": "5e0"},
            "groq/openai/gpt-oss": {"litellm_provider": "groq", "input_cost_per_token": 6, "output_cost_per_token": 6},
            "openrouter/openai/gpt-4o": {"litellm_provider": "openrouter", "input_cost_per_token": 7,
                                         "output_cost_per_token": 7},
            "fireworks_ai/accounts/x/models/Llama": {"litellm_provider": "fireworks_ai", "input_cost_per_token": 8,
                                                     "output_cost_per_token": 8},
            "our-deployment": {"input_cost_per_token": 9, "output_cost_per_token": 9},
            "dall-e": {"litellm_provider": "openai", "input_cost_per_image": 0.1},
            "broken": {"litellm_provider": "openai", "input_cost_per_token": -1, "output_cost_per_token": "cheap"}
        }"#,
    )
    .expect("a price book")
}

fn input(book: &PriceBook, model: &str, provider: Option<&str>, system: Option<&str>) -> Option<f64> {
    book.find(model, provider, system)?.rates().input
}

#[test]
fn a_model_has_the_price_of_its_provider() {
    let book = book();
    for (model, provider, expected) in [
        ("gpt-4o", "openai", Some(1.0)),
        ("gpt-4o", "azure", Some(2.0)),
        ("mistral-large", "mistralai", Some(3.0)),
        ("models/gemini-pro", "google", Some(4.0)),
        ("claude-20250101", "google", Some(5.0)),
        ("openai/gpt-oss", "groq", Some(6.0)),
        ("openai/gpt-4o", "openrouter", Some(7.0)),
        ("accounts/x/models/llama", "fireworks", Some(8.0)),
        ("our-deployment", "azure", Some(9.0)),
        ("our-deployment", "anybody", Some(9.0)),
        ("gpt-4o", "groq", None),
        ("gpt-4o", "anybody", None),
        ("gemini-pro", "openai", None),
    ] {
        assert_eq!(input(&book, model, Some(provider), None), expected, "{model} of {provider}");
    }
}

#[test]
fn a_model_without_a_provider_is_found_by_its_name_or_by_who_made_it() {
    let book = book();
    for (model, system, expected) in [
        ("gpt-4o", None, Some(1.0)),
        ("GPT-4o", None, Some(1.0)),
        ("openai/gpt-4o", None, Some(1.0)),
        ("azure/gpt-4o", Some("openai"), Some(2.0)),
        ("mistral-large", Some("mistralai"), Some(3.0)),
        ("mistral-large", None, None),
        ("gemini-pro", Some("vertexai"), Some(4.0)),
        ("our-deployment", Some("openai"), Some(9.0)),
        ("gpt-4o-mini", Some("openai"), None),
        ("llama", Some("meta"), None),
        ("", None, None),
    ] {
        assert_eq!(input(&book, model, None, system), expected, "{model} of {system:?}");
    }
}

#[test]
fn what_has_no_price_per_token_is_not_in_the_book() {
    let book = book();
    for model in ["sample_spec", "dall-e", "broken"] {
        assert!(book.find(model, None, None).is_none(), "{model}");
    }
    assert_eq!(book.len(), 9);
}

#[test]
fn a_later_price_replaces_an_earlier_one() {
    let mine = PriceBook::empty().with("gpt-4o", ModelPrice::per_token(100.0, 100.0));
    let both = book().with_all(&mine);
    assert_eq!(input(&both, "gpt-4o", Some("openai"), None), Some(100.0));
    assert_eq!(input(&both, "gpt-4o", Some("azure"), None), Some(2.0), "which has a price of its own");
    assert_eq!(input(&book(), "gpt-4o", Some("openai"), None), Some(1.0), "the other book is as it was");
}

#[test]
fn a_file_that_is_no_price_book_says_what_is_expected() {
    assert!(matches!(PriceBook::from_json("not JSON"), Err(PriceBookError::NotAnObject)));
    assert!(matches!(PriceBook::from_json("[]"), Err(PriceBookError::NotAnObject)));
    let error = PriceBook::from_json(r#"{"gpt-4o": {"input": 2.5}}"#).expect_err("no price in it");
    assert!(error.to_string().contains("input_cost_per_token"), "{error}");
    assert!(PriceBook::from_json("{}").is_ok_and(|book| book.is_empty()));
    assert!(matches!(PriceBook::from_file("no/such/file.json"), Err(PriceBookError::Io(_))));
}

#[test]
fn the_built_in_book_has_the_models_of_the_large_providers() {
    let book = PriceBook::built_in();
    assert!(book.len() > 500, "{book:?}");
    for (model, provider) in [
        ("gpt-4o", "openai"),
        ("gpt-4o-2024-08-06", "openai"),
        ("text-embedding-3-small", "openai"),
        ("gpt-4o", "azure"),
        ("claude-sonnet-4-5-20250929", "anthropic"),
        ("claude-sonnet-4-5-20250929", "google"),
        ("gemini-2.5-flash", "google"),
        ("us.amazon.nova-lite-v1:0", "aws"),
        ("mistral-large-latest", "mistralai"),
        ("deepseek-chat", "deepseek"),
    ] {
        assert!(book.find(model, Some(provider), None).is_some(), "{model} of {provider}");
    }
}

#[test]
fn the_built_in_book_has_a_date() {
    let parts: Vec<_> = BUILT_IN_DATE.split('-').map(str::len).collect();
    assert_eq!(parts, [4, 2, 2], "{BUILT_IN_DATE}");
}
