//! LiteLLM's format: an object with an entry for each model, whose fields name prices.
//!
//! Only prices of tokens are read. Entries without any (images, seconds, pages) are left out.

use super::model::{ModelPrice, PriceStep, Range, Tiered, known};
use super::off_peak::{OffPeak, Window};
use super::{Rates, ServiceTier, names};
use crate::json::Json;

/// The price in one entry; `None` where it has none for tokens, or one that cannot be understood.
pub(super) fn entry(entry: &Json) -> Option<ModelPrice> {
    let fields = entry.as_object()?;
    let provider = entry.get("litellm_provider").and_then(Json::as_str).map(str::to_owned);
    let row = provider.as_deref().and_then(names::billed_by);
    let mut price = ModelPrice {
        steps_are_inclusive: row.is_some_and(|row| row.billing.long_prompt_is_inclusive),
        ranges: ranges(entry.get("tiered_pricing")),
        off_peak: off_peak(entry.get("off_peak_pricing"))?,
        provider,
        ..ModelPrice::default()
    };
    for (name, value) in fields {
        if let Some(dollars) = dollars(value) {
            read_field(&mut price, name, dollars);
        }
    }
    price.steps.sort_by_key(|step| step.above);
    let rates = &mut price.base.standard;
    if rates.output.is_none_or(|dollars| dollars == 0.0) {
        // The output of such a model is images, which are counted in tokens.
        rates.output = entry.get("output_cost_per_image_token").and_then(dollars).or(rates.output);
    }
    if let Some(percent) = row.and_then(|row| row.billing.cache_read_percent) {
        let of_input = |dollars| dollars * f64::from(percent) / 100.0;
        rates.cache_read = rates.cache_read.or_else(|| rates.input.map(of_input));
    }
    let is_priced = rates.input.is_some() || !price.ranges.is_empty();
    is_priced.then_some(price)
}

/// A price, which some files have as text.
fn dollars(value: &Json) -> Option<f64> {
    known(match value {
        Json::String(text) => text.trim().parse().ok()?,
        other => other.as_f64()?,
    })
}

/// `input_cost_per_token_above_200k_tokens_priority` and all parts of it that are names too.
fn read_field(price: &mut ModelPrice, name: &str, dollars: f64) {
    let (name, tier) = split_tier(name);
    let (name, above) = match split_step(name) {
        Some((name, above)) => (name, Some(above)),
        None => (name, None),
    };
    if !is_rate(name) {
        return;
    }
    let tiered = match above {
        None => &mut price.base,
        Some(above) => step(&mut price.steps, above),
    };
    set(rates(tiered, tier), name, dollars);
}

fn split_tier(name: &str) -> (&str, Option<ServiceTier>) {
    ServiceTier::ALL
        .into_iter()
        .find_map(|tier| Some((name.strip_suffix(tier.suffix())?, Some(tier))))
        .unwrap_or((name, None))
}

fn split_step(name: &str) -> Option<(&str, u64)> {
    let (name, above) = name.strip_suffix("_tokens")?.split_once("_above_")?;
    let (digits, factor) = match above.strip_suffix('k') {
        Some(digits) => (digits, 1000),
        None => (above, 1),
    };
    Some((name, digits.parse::<u64>().ok()?.checked_mul(factor)?))
}

fn step(steps: &mut Vec<PriceStep>, above: u64) -> &mut Tiered {
    let at = steps.iter().position(|step| step.above == above).unwrap_or_else(|| {
        steps.push(PriceStep { above, ..PriceStep::default() });
        steps.len() - 1
    });
    &mut steps[at].rates
}

fn rates(tiered: &mut Tiered, tier: Option<ServiceTier>) -> &mut Rates {
    let Some(tier) = tier else { return &mut tiered.standard };
    let at = tiered.others.iter().position(|(other, _)| *other == tier).unwrap_or_else(|| {
        tiered.others.push((tier, Rates::default()));
        tiered.others.len() - 1
    });
    &mut tiered.others[at].1
}

fn is_rate(name: &str) -> bool {
    field(&mut Rates::default(), name).is_some()
}

fn set(rates: &mut Rates, name: &str, dollars: f64) {
    if let Some(field) = field(rates, name) {
        *field = Some(dollars);
    }
}

fn field<'a>(rates: &'a mut Rates, name: &str) -> Option<&'a mut Option<f64>> {
    Some(match name {
        "input_cost_per_token" => &mut rates.input,
        "output_cost_per_token" => &mut rates.output,
        "cache_read_input_token_cost" => &mut rates.cache_read,
        "cache_creation_input_token_cost" => &mut rates.cache_write,
        "input_cost_per_audio_token" => &mut rates.input_audio,
        "output_cost_per_audio_token" => &mut rates.output_audio,
        "output_cost_per_reasoning_token" => &mut rates.reasoning,
        _ => return None,
    })
}

fn all(entry: &Json) -> Rates {
    let mut rates = Rates::default();
    for (name, value) in entry.as_object().unwrap_or_default() {
        if let Some(dollars) = dollars(value) {
            set(&mut rates, name, dollars);
        }
    }
    rates
}

/// `tiered_pricing`: entries with a `range` of two numbers, in any order.
fn ranges(tiers: Option<&Json>) -> Vec<Range> {
    let tiers = tiers.and_then(Json::as_array).unwrap_or_default();
    let mut ranges: Vec<Range> = tiers
        .iter()
        .filter_map(|tier| match tier.get("range")?.as_array()? {
            [above, up_to] => {
                Some(Range { above: above.as_f64()?, up_to: up_to.as_f64()?, rates: all(tier) })
            }
            _ => None,
        })
        .collect();
    ranges.sort_by(|one, other| one.above.total_cmp(&other.above));
    ranges
}

/// `off_peak_pricing`. The outer `None` is a rule that cannot be understood: what the model costs is then not known.
fn off_peak(rule: Option<&Json>) -> Option<Option<OffPeak>> {
    let Some(rule) = rule.filter(|rule| !rule.is_null()) else { return Some(None) };
    let rates = all(rule);
    let mut windows = Vec::new();
    read_windows(&mut windows, rule, [true; 7])?;
    for of_days in rule.get("windows").and_then(Json::as_array).unwrap_or_default() {
        let weekdays = match of_days.get("weekdays") {
            None | Some(Json::Null) => [true; 7],
            Some(days) => weekdays(days)?,
        };
        read_windows(&mut windows, of_days, weekdays)?;
    }
    let weekdays_ahead = match rule.get("weekday_timezone").and_then(Json::as_str) {
        None | Some("UTC") => 0,
        // Without summer time.
        Some("Asia/Shanghai") => 8 * 60,
        Some(_) => return None,
    };
    Some((!rates.is_empty()).then_some(OffPeak { rates, windows, weekdays_ahead }))
}

/// `hours_utc`: `HH:MM-HH:MM`, or a list of such.
fn read_windows(windows: &mut Vec<Window>, rule: &Json, weekdays: [bool; 7]) -> Option<()> {
    match rule.get("hours_utc") {
        None | Some(Json::Null) => {}
        Some(Json::String(hours)) => windows.push(Window::parse(hours, weekdays)?),
        Some(list) => {
            for hours in list.as_array()? {
                windows.push(Window::parse(hours.as_str()?, weekdays)?);
            }
        }
    }
    Some(())
}

/// Numbers from Monday, which is 1, or names.
fn weekdays(days: &Json) -> Option<[bool; 7]> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut weekdays = [false; 7];
    for day in days.as_array()? {
        let at = match day {
            Json::String(name) => {
                let name = name.trim().to_ascii_lowercase();
                NAMES.iter().position(|known| name.starts_with(known))?
            }
            number => usize::try_from(number.as_i64()?).ok()?.checked_sub(1)?,
        };
        *weekdays.get_mut(at)? = true;
    }
    Some(weekdays)
}
