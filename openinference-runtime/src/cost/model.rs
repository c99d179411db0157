//! What a model costs, and what a call of it does.

use std::time::SystemTime;

use super::off_peak::OffPeak;
use super::{Rates, ServiceTier};
use crate::value::{Cost, TokenCount};

/// The prices of one model. One that is negative or no finite number is not known.
///
/// ```
/// use openinference_runtime::cost::ModelPrice;
/// use openinference_runtime::value::TokenCount;
///
/// let price = ModelPrice::per_million(2.50, 10.00).cache_read(1.25e-6);
/// let cost = price.cost(&TokenCount::new(1_000, 100).cache_read(400));
/// assert!(cost.and_then(|cost| cost.total).is_some_and(|dollars| (dollars - 0.003).abs() < 1e-9));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelPrice {
    /// Whose price it is, as LiteLLM names providers.
    pub(super) provider: Option<String>,
    pub(super) base: Tiered,
    /// Other prices for long prompts, by ascending length.
    pub(super) steps: Vec<PriceStep>,
    /// Whether a step begins with the prompt that is as long as it says, and not only with a longer one.
    pub(super) steps_are_inclusive: bool,
    /// Prices of the whole call by the length of its prompt, instead of all others.
    pub(super) ranges: Vec<Range>,
    pub(super) off_peak: Option<OffPeak>,
}

/// Rates of the standard tier and those of the others, where they differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tiered {
    pub(super) standard: Rates,
    pub(super) others: Vec<(ServiceTier, Rates)>,
}

/// Rates for prompts with more than so many tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PriceStep {
    pub(super) above: u64,
    pub(super) rates: Tiered,
}

/// Rates for prompts of more than `above` tokens, and not more than `up_to`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) above: f64,
    pub(super) up_to: f64,
    pub(super) rates: Rates,
}

impl Tiered {
    fn own(&self, tier: Option<ServiceTier>) -> Rates {
        let own = self.others.iter().find(|(other, _)| Some(*other) == tier);
        own.map(|(_, rates)| *rates).unwrap_or_default()
    }

    fn of(&self, tier: Option<ServiceTier>) -> Rates {
        self.own(tier).or(&self.standard)
    }
}

impl ModelPrice {
    /// Prices in US dollars per token.
    #[must_use]
    pub fn per_token(input: f64, output: f64) -> Self {
        let mut price = Self::default();
        price.base.standard = Rates { input: known(input), output: known(output), ..Rates::default() };
        price
    }

    /// Prices in US dollars per million tokens, as price lists have them.
    #[must_use]
    pub fn per_million(input: f64, output: f64) -> Self {
        Self::per_token(input / 1e6, output / 1e6)
    }

    /// Of the standard tier, for prompts of any length.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.base.standard
    }

    /// What a call with these tokens costs in the standard tier, now.
    #[must_use]
    pub fn cost(&self, tokens: &TokenCount) -> Option<Cost> {
        self.cost_at(tokens, None, SystemTime::now())
    }

    /// What a call with these tokens costs; `None` for the tier is the standard one, and `at` matters where prices
    /// depend on the time of the day.
    ///
    /// The details of `tokens` are parts of its prompt and its completion; what they leave of these is plain input and
    /// output. Tokens without a price, and a call whose prompt is not known, have no cost.
    #[must_use]
    pub fn cost_at(&self, tokens: &TokenCount, tier: Option<ServiceTier>, at: SystemTime) -> Option<Cost> {
        let parts = Parts::of(tokens)?;
        let rates = self.rates_of(tokens.prompt?, tier, at);
        let dollars = |tokens, rate: Option<f64>| match (tokens, rate) {
            (0, _) => Some(0.0),
            #[allow(clippy::cast_precision_loss, reason = "no call has 2^53 tokens")]
            (tokens, rate) => rate.map(|rate| tokens as f64 * rate),
        };
        let input = dollars(parts.input, rates.input)?;
        let cache_read = dollars(parts.cache_read, rates.cache_read)?;
        let cache_write = dollars(parts.cache_write, rates.cache_write)?;
        let prompt_audio = dollars(parts.prompt_audio, rates.input_audio)?;
        let output = dollars(parts.output, rates.output)?;
        let reasoning = dollars(parts.reasoning, rates.reasoning)?;
        let completion_audio = dollars(parts.completion_audio, rates.output_audio)?;
        let some = |tokens, dollars| (tokens > 0).then_some(dollars);
        let mut cost =
            Cost::new(input + cache_read + prompt_audio + cache_write, output + completion_audio + reasoning);
        cost.total = Some(cost.prompt? + cost.completion?);
        cost.input = Some(input);
        cost.output = Some(output);
        cost.cache_read = some(parts.cache_read, cache_read);
        cost.cache_write = some(parts.cache_write, cache_write);
        cost.prompt_audio = some(parts.prompt_audio, prompt_audio);
        cost.reasoning = some(parts.reasoning, reasoning);
        cost.completion_audio = some(parts.completion_audio, completion_audio);
        Some(cost)
    }

    /// The rates that hold for a call, with none missing that another stands in for.
    fn rates_of(&self, prompt: u64, tier: Option<ServiceTier>, at: SystemTime) -> Rates {
        let standard = &self.base.standard;
        let off_peak = self.off_peak.as_ref().filter(|off_peak| off_peak.is_open(at));
        let off_peak = off_peak.map(|off_peak| off_peak.rates).unwrap_or_default();
        let range = self.range(prompt).map(|range| range.rates);
        let base = match &range {
            Some(range) => Rates {
                input: range.input,
                output: range.output.or(standard.output),
                cache_read: range.cache_read.or(range.input),
                cache_write: range.cache_write.or(range.input),
                ..Rates::default()
            },
            None => self.stepped(prompt, tier),
        };
        let input = off_peak.input.or(base.input);
        let output = off_peak.output.or(base.output);
        let own = self.base.own(tier);
        let reasoning = match range {
            Some(range) if range.reasoning.or(range.output).is_some() => range.reasoning.or(range.output),
            // A tier with an output rate of its own has reasoning at that rate.
            _ if own.reasoning.is_none() && own.output.is_some() => output,
            _ => own.reasoning.or(standard.reasoning).or(output),
        };
        Rates {
            input,
            output,
            cache_read: off_peak.cache_read.or(base.cache_read).or(input),
            cache_write: off_peak.cache_write.or(base.cache_write).or(input),
            input_audio: own.input_audio.or(standard.input_audio).or(input),
            output_audio: standard.output_audio.or(output),
            reasoning: off_peak.reasoning.or(reasoning),
        }
    }

    /// The rates of a tier, replaced by those of the steps that the prompt has reached.
    fn stepped(&self, prompt: u64, tier: Option<ServiceTier>) -> Rates {
        let reached =
            |step: &&PriceStep| prompt > step.above || (self.steps_are_inclusive && prompt == step.above);
        self.steps
            .iter()
            .filter(reached)
            .fold(self.base.of(tier), |rates, step| step.rates.of(tier).or(&rates))
    }

    /// The range that the prompt is in; beyond the last, the last.
    fn range(&self, prompt: u64) -> Option<&Range> {
        if prompt == 0 {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "no prompt has 2^53 tokens")]
        let prompt = prompt as f64;
        let fits = |range: &&Range| range.above < prompt && prompt <= range.up_to;
        let range = self.ranges.iter().find(fits).or(self.ranges.last())?;
        range.rates.input.is_some().then_some(range)
    }
}

/// A price, if it can be one.
pub(super) fn known(dollars: f64) -> Option<f64> {
    (dollars.is_finite() && dollars >= 0.0).then_some(dollars)
}

macro_rules! setters {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        impl ModelPrice {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, dollars: f64) -> Self {
                    self.base.standard.$field = known(dollars);
                    self
                }
            )*
        }
    };
}

setters! {
    /// US dollars per token of the prompt that comes from the cache.
    cache_read,
    /// US dollars per token of the prompt that goes into the cache.
    cache_write,
    /// US dollars per token of the prompt that is audio.
    input_audio,
    /// US dollars per token of the completion that is audio.
    output_audio,
    /// US dollars per token of the completion that is reasoning.
    reasoning,
}

/// Tokens by what is paid for them: no token is in two of these.
struct Parts {
    input: u64,
    cache_read: u64,
    cache_write: u64,
    prompt_audio: u64,
    output: u64,
    reasoning: u64,
    completion_audio: u64,
}

impl Parts {
    fn of(tokens: &TokenCount) -> Option<Self> {
        let prompt = tokens.prompt?;
        let completion = tokens.completion.unwrap_or_default();
        let cache_read = tokens.cache_read.unwrap_or_default();
        let cache_write = tokens.cache_write.unwrap_or_default();
        let uncached = prompt.saturating_sub(cache_read).saturating_sub(cache_write);
        // Audio may be in the cache too: what of it fits beside the cached tokens is paid as audio.
        let audio = tokens.prompt_audio.unwrap_or_default();
        let prompt_audio = if cache_read > 0 || cache_write > 0 { audio.min(uncached) } else { audio };
        let reasoning = tokens.reasoning.unwrap_or_default();
        let completion_audio = tokens.completion_audio.unwrap_or_default();
        Some(Self {
            input: uncached.saturating_sub(prompt_audio),
            cache_read,
            cache_write,
            prompt_audio,
            output: completion.saturating_sub(reasoning).saturating_sub(completion_audio),
            reasoning,
            completion_audio,
        })
    }
}

#[cfg(test)]
mod tests;
