//! The price book against LiteLLM.

use std::collections::BTreeSet;

use anyhow::Result;
use openinference_tests::litellm::{Call, prices, same};

/// A call and what it costs: its prompt and its completion, in US dollars.
type Priced = (Call, Option<(f64, f64)>);

fn committed() -> Result<Vec<Priced>> {
    let lines = include_str!("../data/litellm/costs.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(Call::parse).collect()
}

#[test]
fn every_call_costs_what_litellm_says() -> Result<()> {
    let prices = prices()?;
    let mut wrong = Vec::new();
    for (call, expected) in committed()? {
        let cost = call.cost(&prices);
        if !same(cost, expected) {
            wrong.push(format!("{call}: {cost:?}, and LiteLLM says {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} calls:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn the_calls_are_of_many_models_with_every_sort_of_token() -> Result<()> {
    let calls = committed()?;
    let models: BTreeSet<_> = calls.iter().map(|(call, _)| &call.model).collect();
    assert!(models.len() >= 50, "{}", models.len());
    for sort in 0..7 {
        assert!(calls.iter().any(|(call, _)| call.counts[sort] > 0), "no call with tokens of sort {sort}");
    }
    assert!(calls.iter().all(|(_, cost)| cost.is_some()));
    Ok(())
}

#[test]
fn the_whole_published_file_is_read() -> Result<()> {
    let prices = prices()?;
    assert!(prices.len() > 3_000, "{prices:?}");
    Ok(())
}
