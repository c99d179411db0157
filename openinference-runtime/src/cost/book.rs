//! A table of prices.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::{fmt, fs, io};

use super::{ModelPrice, names, read};
use crate::json::Json;
use crate::semconv::LlmProvider;
use crate::semconv::providers::Provider;

/// Prices of models, in US dollars.
///
/// Made from a file in the format that LiteLLM publishes
/// ([`model_prices_and_context_window.json`](https://github.com/BerriAI/litellm)), from the small one that is
/// [built in](Self::built_in), or entry by entry. Cheap to clone.
///
/// ```
/// use openinference_runtime::cost::{ModelPrice, PriceBook};
///
/// let book = PriceBook::built_in().with("our-own-model", ModelPrice::per_million(0.20, 0.80));
/// assert!(book.find("gpt-4o", Some("openai"), None).is_some());
/// assert!(book.find("our-own-model", Some("our-own-provider"), None).is_some());
/// assert!(book.find("a-model-that-nobody-knows", None, None).is_none());
/// ```
#[derive(Clone, Default)]
pub struct PriceBook {
    table: Arc<Table>,
}

#[derive(Clone, Default)]
struct Table {
    prices: HashMap<String, ModelPrice>,
    /// Names in small letters, for those who spell them in another way.
    spellings: HashMap<String, String>,
}

/// A file of prices that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PriceBookError {
    /// The file cannot be read.
    #[error("the price book cannot be read")]
    Io(#[from] io::Error),
    /// The file is not a JSON object.
    #[error("the price book is not a JSON object with an entry for each model")]
    NotAnObject,
    /// The file prices no tokens at all.
    #[error(
        "the price book has no price per token in {entries} entries: expected LiteLLM's format, as in `{{\"gpt-4o\": {{\"input_cost_per_token\": 2.5e-6, \"output_cost_per_token\": 1e-5}}}}`"
    )]
    NoPrices {
        /// How many entries it has.
        entries: usize,
    },
}

impl PriceBook {
    /// A book without prices: with it, no span has a cost that it was not given.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The prices that come with this crate: an extract of LiteLLM's of [`BUILT_IN_DATE`](super::BUILT_IN_DATE).
    #[must_use]
    pub fn built_in() -> Self {
        static BUILT_IN: OnceLock<PriceBook> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::from_json(super::BUILT_IN).unwrap_or_default()).clone()
    }

    /// Reads LiteLLM's format. Entries that do not price tokens are left out.
    ///
    /// # Errors
    /// When the text is not a JSON object, or when nothing in it is a price per token.
    pub fn from_json(text: &str) -> Result<Self, PriceBookError> {
        let json = Json::parse(text).ok_or(PriceBookError::NotAnObject)?;
        let entries = json.as_object().ok_or(PriceBookError::NotAnObject)?;
        let prices = entries
            .iter()
            .filter(|(model, _)| model != "sample_spec")
            .filter_map(|(model, entry)| Some((model.clone(), read::entry(entry)?)));
        let book = Self::from_iter(prices);
        if book.is_empty() && !entries.is_empty() {
            return Err(PriceBookError::NoPrices { entries: entries.len() });
        }
        Ok(book)
    }

    /// Reads a file in LiteLLM's format.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), and when the file cannot be read.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, PriceBookError> {
        Self::from_json(&fs::read_to_string(path)?)
    }

    /// The same with another price, which replaces the one that the model may have.
    #[must_use]
    pub fn with(mut self, model: impl Into<String>, price: ModelPrice) -> Self {
        Arc::make_mut(&mut self.table).insert(model.into(), price);
        self
    }

    /// The same with all prices of another book, which replace those of the same models.
    #[must_use]
    pub fn with_all(mut self, other: &Self) -> Self {
        let table = Arc::make_mut(&mut self.table);
        for (model, price) in &other.table.prices {
            table.insert(model.clone(), price.clone());
        }
        self
    }

    /// How many models have a price.
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.prices.len()
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.prices.is_empty()
    }

    /// The price of a model by its name, that of its provider (`llm.provider`) and of its system (`llm.system`).
    ///
    /// A model of a known provider has that provider's price or none. Where only the system is known, it is taken to be
    /// sold by who made it, if it is sold under that very name.
    #[must_use]
    pub fn find(&self, model: &str, provider: Option<&str>, system: Option<&str>) -> Option<&ModelPrice> {
        let model = names::bare(model);
        if let Some(provider) = provider {
            return self.of_provider(model, provider);
        }
        if let Some(price) = self.exact(model) {
            return Some(price);
        }
        if let Some((provider, rest)) = model.split_once('/')
            && names::entries_of(provider).is_some()
        {
            return self.of_provider(rest, provider);
        }
        let seller = Provider::selling(system?)?;
        self.of_provider(model, seller.provider.map(LlmProvider::as_str)?)
    }

    fn of_provider(&self, model: &str, provider: &str) -> Option<&ModelPrice> {
        let Some(row) = names::entries_of(provider) else {
            let theirs = |price: &&ModelPrice| {
                price.provider.as_deref().is_none_or(|theirs| theirs.eq_ignore_ascii_case(provider))
            };
            return self.exact(&format!("{provider}/{model}")).or_else(|| self.exact(model).filter(theirs));
        };
        self.of_row(model, row).or_else(|| self.of_row(&names::at_date(model)?, row))
    }

    fn of_row(&self, model: &str, row: &Provider) -> Option<&ModelPrice> {
        // The user's own price is for whoever serves the model.
        let theirs = |price: &&ModelPrice| {
            price.provider.as_deref().is_none_or(|provider| names::is_of(row, provider))
        };
        let mut prefixes = row.litellm.prefixes.iter();
        let prefixed = prefixes.find_map(|prefix| self.exact(&format!("{prefix}/{model}")));
        prefixed.or_else(|| self.exact(model).filter(theirs))
    }

    fn exact(&self, name: &str) -> Option<&ModelPrice> {
        let Table { prices, spellings } = &*self.table;
        prices.get(name).or_else(|| {
            let small = name.to_ascii_lowercase();
            prices.get(spellings.get(&small).unwrap_or(&small))
        })
    }
}

impl Table {
    fn insert(&mut self, model: String, price: ModelPrice) {
        let spelling = model.to_ascii_lowercase();
        if spelling != model {
            self.spellings.insert(spelling, model.clone());
        }
        self.prices.insert(model, price);
    }
}

impl FromIterator<(String, ModelPrice)> for PriceBook {
    fn from_iter<I: IntoIterator<Item = (String, ModelPrice)>>(prices: I) -> Self {
        let mut table = Table::default();
        for (model, price) in prices {
            table.insert(model, price);
        }
        Self { table: Arc::new(table) }
    }
}

/// Books are the same when they are clones of each other, or hold the same prices.
impl PartialEq for PriceBook {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table) || self.table.prices == other.table.prices
    }
}

/// No price is a NaN.
impl Eq for PriceBook {}

impl fmt::Debug for PriceBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PriceBook").field("len", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
