//! The price book of a configuration.

use super::PriceBook;
use crate::config::{PriceList, Prices, TraceConfig, TraceConfigBuilder};

impl PriceList for PriceBook {
    fn is_same(&self, other: &dyn PriceList) -> bool {
        let other: &dyn std::any::Any = other;
        other.downcast_ref::<Self>() == Some(self)
    }
}

impl TraceConfigBuilder {
    /// What models cost, for `llm.cost.*`; [`PriceBook::empty`] for none of these.
    pub fn price_book(self, prices: PriceBook) -> Self {
        self.prices(Prices::new(prices))
    }
}

impl TraceConfig {
    /// What models cost, for spans to say what their calls did. None where nothing was said about it: set-up then takes the
    /// built-in prices, and tests none.
    #[must_use]
    pub fn price_book(&self) -> Option<&PriceBook> {
        self.prices().get()
    }

    /// The same with the built-in prices where nothing was said about prices: for spans that are exported.
    pub(crate) fn or_built_in_prices(self) -> Self {
        if self.prices().is_none() { self.with_prices(Prices::new(PriceBook::built_in())) } else { self }
    }
}
