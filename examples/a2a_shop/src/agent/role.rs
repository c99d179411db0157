//! Who the agents are.

use crate::model::Provider;

/// What tells one agent from another.
#[derive(Debug)]
pub struct Role {
    /// Its name.
    pub name: &'static str,
    /// What others can ask it; on its card.
    pub description: &'static str,
    /// The tools of the shop that it uses.
    pub tools: &'static [&'static str],
    /// Variables with the URLs of the agents that it asks.
    pub peers: &'static [&'static str],
    /// Whose model it is.
    pub provider: Provider,
}

/// Knows what the shop sells.
pub const PRODUCT: Role = Role {
    name: "product",
    description: "Knows what the shop sells",
    tools: &["search_products"],
    peers: &[],
    provider: Provider::Anthropic,
};

/// Knows what is in stock.
pub const INVENTORY: Role = Role {
    name: "inventory",
    description: "Knows what is in stock",
    tools: &["check_inventory"],
    peers: &[],
    provider: Provider::OpenAi,
};

/// Knows what sells, and asks the others.
pub const SALES: Role = Role {
    name: "sales",
    description: "Knows what sells, and what to do about it",
    tools: &["analyze_sales"],
    peers: &["PRODUCT_URL", "INVENTORY_URL"],
    provider: Provider::OpenAi,
};
