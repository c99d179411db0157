//! The prices that the crate brings along.

/// When the prices that are [built in](super::PriceBook::built_in) were published.
pub const BUILT_IN_DATE: &str = include_str!("../../data/prices/date.txt").trim_ascii_end();

pub(super) const BUILT_IN: &str = include_str!("../../data/prices/prices.json");
