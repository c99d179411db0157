//! The price book against LiteLLM itself, for every model that it knows.

use std::{
    collections::BTreeMap,
    io::Write as _,
    process::{Command, Stdio},
    thread,
    time::{Duration, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use openinference_runtime::cost::PriceBook;
use openinference_tests::{
    litellm::{Call, Dollars, directory, prices, same},
    live,
};
use serde_json::Value;

/// Providers that LiteLLM would sign in at before it answers.
const NOT_ASKED: &[&str] = &["chatgpt/", "github_copilot/"];

/// Why LiteLLM says something else than its own prices do, where that is known.
fn reason(call: &Call) -> Option<&'static str> {
    let prompt_audio = call.counts[4];
    let is = |prefix: &str| call.model.starts_with(prefix);
    if is("perplexity/") {
        // Perplexity's responses say what they cost, and that is what it takes; this is its second choice.
        return Some("the calculator for Perplexity knows input and output only");
    }
    if is("fireworks_ai/") && !call.tier.is_empty() {
        return Some("the calculator for Fireworks is not told the tier");
    }
    if call.model.contains("gemini-") && !call.tier.is_empty() && prompt_audio > 0 {
        return Some("prices of a tier for audio are lost between its file and its calculator");
    }
    if is("deepseek-") {
        return Some(
            "it takes the entry with the prefix, which differs in the price of writing to the cache",
        );
    }
    if is("gemini-exp-1206") {
        return Some("it takes the name for one of Vertex AI, and finds no price");
    }
    None
}

/// What LiteLLM says that these calls cost.
fn ask(python: &std::path::Path, calls: &[Call]) -> Result<Vec<(Call, Option<Dollars>)>> {
    let mut script = Command::new(python)
        .arg(directory().join("generate.py"))
        .arg("--answer")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut questions = script.stdin.take().context("stdin is a pipe")?;
    let lines: String = calls.iter().map(|call| format!("{call}\n")).collect();
    // From another thread: both pipes are shorter than what goes through them.
    let asking = thread::spawn(move || questions.write_all(lines.as_bytes()));
    let output = script.wait_with_output()?;
    asking.join().map_err(|_| anyhow::anyhow!("the asking thread panicked"))??;
    ensure!(output.status.success(), "generate.py failed ({})", output.status);
    String::from_utf8(output.stdout)?.lines().map(Call::parse).collect()
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's generator; its high bits are the random ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap_or_default()]
    }
}

/// A call whose details are parts of their wholes. Embeddings complete nothing.
fn call(model: &str, is_embedding: bool, numbers: &mut Numbers) -> Call {
    let length = numbers.one_of(&[100, 10_000, 150_000, 400_000, 1_500_000]);
    let prompt = 1 + numbers.below(length);
    let completion = if is_embedding { 0 } else { numbers.below(20_000) };
    let cache_read = if numbers.below(2) == 0 { 0 } else { numbers.below(prompt) };
    let cache_write = if numbers.below(3) > 0 { 0 } else { numbers.below(prompt - cache_read) };
    let audio = if numbers.below(3) > 0 { 0 } else { numbers.below(prompt - cache_read - cache_write) };
    let reasoning = if numbers.below(2) == 0 { 0 } else { numbers.below(completion) };
    let spoken = if numbers.below(3) > 0 { 0 } else { numbers.below(completion - reasoning) };
    Call {
        model: model.to_owned(),
        tier: numbers.one_of(&["", "", "", "flex", "priority", "balanced", "ultrafast"]).to_owned(),
        // Some moment of the years 2025 to 2027.
        at: UNIX_EPOCH + Duration::from_secs(1_735_700_000 + numbers.below(94_000_000)),
        counts: [prompt, completion, cache_read, cache_write, audio, reasoning, spoken],
    }
}

#[test]
fn every_model_of_litellm_costs_the_same_here() -> Result<()> {
    let Some(venv) = live::litellm()? else { return Ok(()) };
    let prices = prices()?;
    let calls = calls(&prices)?;
    ensure!(calls.len() > 10_000, "{} calls", calls.len());
    let mut wrong = Vec::new();
    let mut unknown = 0;
    for (call, expected) in ask(&venv.python(), &calls)? {
        let cost = call.cost(&prices);
        if expected.is_none() {
            // It does not find its own entry under that name.
            unknown += 1;
        } else if !same(cost, expected) && reason(&call).is_none() {
            wrong.push(format!("{call}: {cost:?}, and LiteLLM says {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} calls:\n{}", wrong.len(), calls.len(), wrong.join("\n"));
    assert!(
        unknown < calls.len() / 100,
        "{unknown} of {} calls are of models that it does not know",
        calls.len()
    );
    Ok(())
}

/// Four calls of each model that is paid by the token for text.
fn calls(prices: &PriceBook) -> Result<Vec<Call>> {
    let published: BTreeMap<String, Value> =
        serde_json::from_slice(&std::fs::read(directory().join("prices.json"))?)?;
    let mut numbers = Numbers(1);
    let mut calls = Vec::new();
    for (model, entry) in &published {
        let mode = entry.get("mode").and_then(Value::as_str).unwrap_or_default();
        let is_asked = ["chat", "completion", "embedding", "realtime", "responses"].contains(&mode)
            && !NOT_ASKED.iter().any(|provider| model.starts_with(provider))
            && prices.find(model, None, None).is_some();
        if is_asked {
            calls.extend((0..4).map(|_| call(model, mode == "embedding", &mut numbers)));
        }
    }
    Ok(calls)
}
