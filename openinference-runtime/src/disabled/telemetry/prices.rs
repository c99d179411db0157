use super::Builder;
use crate::cost::PriceBook;

impl Builder {
    pub fn price_book(self, _: PriceBook) -> Self {
        self
    }
}
