//! What models cost.

use super::Builder;
use crate::config::Prices;
use crate::cost::PriceBook;

impl Builder {
    /// What models cost, for `llm.cost.*`, instead of the [built-in](crate::cost::PriceBook::built_in) prices. With
    /// [`PriceBook::empty`](crate::cost::PriceBook::empty), spans say nothing about it.
    pub fn price_book(mut self, prices: PriceBook) -> Self {
        self.choices.prices = Some(Prices::new(prices));
        self
    }
}
