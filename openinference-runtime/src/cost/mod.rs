//! What calls of models cost: `llm.cost.*` from token counts and a price book (feature `cost`).
//!
//! [`init`](crate::init) uses the [built-in](PriceBook::built_in) price book unless
//! [`Builder::price_book`](crate::telemetry::Builder::price_book) is given another one, and so does
//! [`set_tracer_provider`](crate::set_tracer_provider). When an LLM or EMBEDDING span ends with a token count and a model that
//! has a price, it is given `llm.cost.prompt`, `llm.cost.completion`, `llm.cost.total` and the details that the tokens have.
//! A model that is not in the book costs nothing that is known: there is no attribute then, and no guess. A cost that the span
//! has already, because the provider or the program says it, stays as it is.
//!
//! ```
//! use openinference_runtime::cost::PriceBook;
//! use openinference_runtime::value::TokenCount;
//!
//! let book = PriceBook::from_json(
//!     r#"{"gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 2.5e-6, "output_cost_per_token": 1e-5,
//!                    "cache_read_input_token_cost": 1.25e-6}}"#,
//! )?;
//! let price = book.find("gpt-4o", Some("openai"), None).ok_or("no price")?;
//! let cost = price.cost(&TokenCount::new(1_000, 100).cache_read(400)).ok_or("no cost")?;
//! assert_eq!(cost.cache_read, Some(0.0005));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is priced
//!
//! Tokens, by LiteLLM's rules: text, cache reads and writes, audio and reasoning, prices for long prompts
//! (`..._above_200k_tokens`) and by ranges (`tiered_pricing`), service tiers (`..._flex`, `..._priority`) and off-peak hours.
//! Writes to a cache are priced as those that are kept for five minutes, because the conventions do not count others apart.
//! What is not counted in tokens (searches, images, seconds of audio) is not in these costs, nor are discounts of batches.
//! The names of models and providers are matched as [`PriceBook::find`] says.

mod book;
mod built_in;
mod configured;
mod model;
mod names;
#[cfg(feature = "trace")]
mod of_span;
mod off_peak;
mod rates;
mod read;
mod tier;

pub use self::book::{PriceBook, PriceBookError};
use self::built_in::BUILT_IN;
pub use self::built_in::BUILT_IN_DATE;
pub use self::model::ModelPrice;
#[cfg(feature = "trace")]
pub(crate) use self::of_span::{by_config, reads};
pub use self::rates::Rates;
pub use self::tier::ServiceTier;
