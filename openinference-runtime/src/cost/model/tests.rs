use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::{PriceBook, ServiceTier};
use crate::value::{Cost, TokenCount};

/// A price in LiteLLM's format.
fn cost_by(entry: &str, tokens: TokenCount) -> Option<Cost> {
    cost_by_at(entry, tokens, None, SystemTime::now())
}

fn cost_by_at(entry: &str, tokens: TokenCount, tier: Option<ServiceTier>, at: SystemTime) -> Option<Cost> {
    let book =
        PriceBook::from_json(&format!(r#"{{"model": {entry}, "another": {PLAIN}}}"#)).expect("a price book");
    book.find("model", None, None)?.cost_at(&tokens, tier, at)
}

/// The total in millionths of a dollar.
fn micros(cost: Option<Cost>) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
    Some((cost?.total? * 1e6).round() as i64)
}

const PLAIN: &str = r#"{"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-5}"#;
const FULL: &str = r#"{
    "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-5,
    "cache_read_input_token_cost": 1e-7, "cache_creation_input_token_cost": 2e-6,
    "input_cost_per_audio_token": 5e-6, "output_cost_per_audio_token": 5e-5, "output_cost_per_reasoning_token": 2e-5
}"#;

#[test]
fn every_sort_of_token_has_its_price_and_none_is_paid_twice() {
    let tokens = TokenCount::new(1000, 100)
        .cache_read(300)
        .cache_write(200)
        .prompt_audio(100)
        .reasoning(40)
        .completion_audio(10);
    let cost = cost_by(FULL, tokens).expect("a cost");
    let micros = |dollars: Option<f64>| dollars.map(|dollars| (dollars * 1e9).round() / 1e3);
    assert_eq!(micros(cost.input), Some(400.0));
    assert_eq!(micros(cost.cache_read), Some(30.0));
    assert_eq!(micros(cost.cache_write), Some(400.0));
    assert_eq!(micros(cost.prompt_audio), Some(500.0));
    assert_eq!(micros(cost.prompt), Some(1330.0));
    assert_eq!(micros(cost.output), Some(500.0));
    assert_eq!(micros(cost.reasoning), Some(800.0));
    assert_eq!(micros(cost.completion_audio), Some(500.0));
    assert_eq!(micros(cost.completion), Some(1800.0));
    assert_eq!(micros(cost.total), Some(3130.0));
}

#[test]
fn a_detail_without_tokens_is_left_out() {
    let cost = cost_by(FULL, TokenCount::new(10, 1).cache_read(0)).expect("a cost");
    assert_eq!((cost.cache_read, cost.reasoning, cost.prompt_audio), (None, None, None));
    assert!(cost.input.is_some() && cost.output.is_some());
}

#[test]
fn what_has_no_price_of_its_own_costs_what_the_rest_does() {
    let tokens = TokenCount::new(1000, 100).cache_read(300).cache_write(200).prompt_audio(100).reasoning(40);
    assert_eq!(micros(cost_by(PLAIN, tokens)), Some(2000));
}

#[test]
fn a_price_of_zero_is_a_price() {
    let free = r#"{"input_cost_per_token": 0, "output_cost_per_token": 0.0}"#;
    assert_eq!(micros(cost_by(free, TokenCount::new(1000, 100))), Some(0));
    let free_cache =
        r#"{"input_cost_per_token": 1e-6, "output_cost_per_token": 0, "cache_read_input_token_cost": 0}"#;
    assert_eq!(micros(cost_by(free_cache, TokenCount::new(1000, 0).cache_read(1000))), Some(0));
}

#[test]
fn tokens_without_a_price_have_no_cost() {
    let input_only = r#"{"input_cost_per_token": 1e-6}"#;
    assert_eq!(cost_by(input_only, TokenCount::new(10, 1)), None);
    assert_eq!(micros(cost_by(input_only, TokenCount::new(10, 0))), Some(10));
}

#[test]
fn a_call_whose_prompt_is_not_known_has_no_cost() {
    let completion_only = TokenCount { completion: Some(5), ..TokenCount::default() };
    assert_eq!(cost_by(PLAIN, completion_only), None);
    let total_only = TokenCount { total: Some(5), ..TokenCount::default() };
    assert_eq!(cost_by(PLAIN, total_only), None);
}

#[test]
fn details_larger_than_their_whole_never_make_a_negative_cost() {
    let tokens = TokenCount::new(10, 5).cache_read(100).prompt_audio(50).reasoning(u64::MAX);
    let cost = cost_by(FULL, tokens).expect("a cost");
    assert!(cost.input == Some(0.0) && cost.output == Some(0.0));
    assert!(cost.total.is_some_and(|total| total.is_finite() && total > 0.0));
}

#[test]
fn a_long_prompt_has_the_prices_of_the_highest_step_below_it() {
    let stepped = r#"{
        "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-5,
        "input_cost_per_token_above_128k_tokens": 2e-6,
        "input_cost_per_token_above_200k_tokens": 4e-6, "output_cost_per_token_above_200k_tokens": 2e-5
    }"#;
    assert_eq!(micros(cost_by(stepped, TokenCount::new(128_000, 1000))), Some(138_000));
    assert_eq!(micros(cost_by(stepped, TokenCount::new(128_001, 1000))), Some(266_002));
    assert_eq!(micros(cost_by(stepped, TokenCount::new(200_001, 1000))), Some(820_004));
}

#[test]
fn xai_counts_the_step_from_its_first_token() {
    let stepped = r#"{"litellm_provider": "xai",
        "input_cost_per_token": 1e-6, "output_cost_per_token": 0, "input_cost_per_token_above_128k_tokens": 2e-6}"#;
    assert_eq!(micros(cost_by(stepped, TokenCount::new(127_999, 0))), Some(127_999));
    assert_eq!(micros(cost_by(stepped, TokenCount::new(128_000, 0))), Some(256_000));
}

#[test]
fn a_range_prices_the_whole_call_by_the_length_of_its_prompt() {
    let ranges = r#"{"tiered_pricing": [
        {"range": [32000.0, 128000.0], "input_cost_per_token": 3e-6, "output_cost_per_token": 9e-6},
        {"range": [0, 32000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 5e-6,
         "output_cost_per_reasoning_token": 7e-6}
    ]}"#;
    assert_eq!(micros(cost_by(ranges, TokenCount::new(32_000, 1000).reasoning(500))), Some(38_000));
    assert_eq!(micros(cost_by(ranges, TokenCount::new(32_001, 1000).cache_read(1000))), Some(105_003));
    assert_eq!(
        micros(cost_by(ranges, TokenCount::new(1_000_000, 0))),
        Some(3_000_000),
        "beyond the last range"
    );
}

#[test]
fn a_tier_has_its_own_prices_and_the_standard_ones_for_the_rest() {
    let tiers = r#"{
        "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-5, "output_cost_per_reasoning_token": 3e-5,
        "input_cost_per_token_flex": 5e-7, "output_cost_per_token_flex": 5e-6,
        "input_cost_per_token_priority": 2e-6,
        "input_cost_per_token_above_200k_tokens": 4e-6, "input_cost_per_token_above_200k_tokens_flex": 3e-6
    }"#;
    let at = SystemTime::now();
    let cost = |tokens, tier| micros(cost_by_at(tiers, tokens, tier, at));
    let tokens = TokenCount::new(1000, 100).reasoning(100);
    assert_eq!(cost(tokens, None), Some(4000));
    assert_eq!(cost(tokens, Some(ServiceTier::Flex)), Some(1000), "reasoning at the tier's output price");
    assert_eq!(cost(tokens, Some(ServiceTier::Priority)), Some(5000));
    assert_eq!(cost(TokenCount::new(200_001, 0), Some(ServiceTier::Flex)), Some(600_003));
    assert_eq!(cost(TokenCount::new(200_001, 0), Some(ServiceTier::Priority)), Some(800_004));
}

#[test]
fn off_peak_prices_hold_at_their_hours() {
    let clocked = r#"{
        "input_cost_per_token": 4e-6, "output_cost_per_token": 8e-6, "cache_read_input_token_cost": 2e-6,
        "off_peak_pricing": {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
            "hours_utc": "16:30-00:30", "windows": [{"hours_utc": ["03:00-04:00"], "weekdays": ["thu"]}]}
    }"#;
    let tokens = TokenCount::new(1000, 100).cache_read(500);
    let at = |hour: u64| UNIX_EPOCH + Duration::from_secs(hour * 3600);
    let cost = |hour| micros(cost_by_at(clocked, tokens, None, at(hour)));
    assert_eq!(cost(12), Some(3800));
    assert_eq!(cost(17), Some(1700), "what has no off-peak price keeps its own");
    assert_eq!(cost(3), Some(1700), "the epoch began on a Thursday");
    assert_eq!(cost(27), Some(3800));
}

#[test]
fn a_price_that_depends_on_a_clock_we_lack_is_no_price() {
    let clocked = r#"{"input_cost_per_token": 4e-6, "output_cost_per_token": 8e-6,
        "off_peak_pricing": {"input_cost_per_token": 1e-6, "weekday_timezone": "Europe/Berlin",
            "windows": [{"hours_utc": "03:00-04:00", "weekdays": [1]}]}}"#;
    assert_eq!(cost_by(clocked, TokenCount::new(10, 1)), None);
}

#[test]
fn fireworks_charges_half_for_cached_tokens_where_it_does_not_say_more() {
    let fireworks =
        r#"{"litellm_provider": "fireworks_ai", "input_cost_per_token": 1e-6, "output_cost_per_token": 0}"#;
    assert_eq!(micros(cost_by(fireworks, TokenCount::new(1000, 0).cache_read(500))), Some(750));
}
