//! A type that a model cannot be told of.

use openinference_runtime::tool_span;

struct Client;

#[tool_span(definition = search_tool)]
fn search(query: &str, client: &Client, limit: Option<Client>) {
    let _ = (query, client, limit);
}

fn main() {}
