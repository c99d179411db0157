//! What the models may cost, and what they have cost.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use openinference_runtime::{cost::PriceBook, value::TokenCount};
use serde_json::Value;

use super::ModelError;

/// US dollars.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// So far.
    pub dollars: f64,
    /// At most.
    pub limit: f64,
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${:.6} of ${}", self.dollars, self.limit)
    }
}

#[derive(Debug)]
pub(super) struct Budget {
    prices: PriceBook,
    spent: Mutex<Spent>,
}

impl Budget {
    pub(super) fn new(limit: f64) -> Self {
        Self { prices: PriceBook::built_in(), spent: Mutex::new(Spent { dollars: 0.0, limit }) }
    }

    pub(super) fn spent(&self) -> Spent {
        *self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a call will cost is not known before it: the one that exceeds the budget is the last.
    pub(super) fn check(&self) -> Result<(), ModelError> {
        let spent = self.spent();
        if spent.dollars < spent.limit { Ok(()) } else { Err(ModelError::OverBudget(spent)) }
    }

    /// Counts what a call has cost, by the prices that its span shows too. A model without a price costs nothing.
    pub(super) fn spend(&self, response: &Value) {
        let tokens = |name: &str| response["usage"][name].as_u64().unwrap_or_default();
        let tokens = TokenCount::new(tokens("prompt_tokens"), tokens("completion_tokens"));
        let model = response["model"].as_str().unwrap_or_default();
        let price = self.prices.find(model, Some("openai"), None);
        let cost = price.and_then(|price| price.cost(&tokens));
        let cost = cost.map(|cost| cost.prompt.unwrap_or_default() + cost.completion.unwrap_or_default());
        self.spent.lock().unwrap_or_else(PoisonError::into_inner).dollars += cost.unwrap_or_default();
    }
}
