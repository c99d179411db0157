//! Calls and what LiteLLM says that they cost, as `data/litellm/generate.py` writes them.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, ensure};
use openinference_runtime::cost::{PriceBook, ServiceTier};
use openinference_runtime::value::TokenCount;

/// Dollars that two sums may differ by.
pub const TOLERANCE: f64 = 1e-9;

/// Where the script and what it writes are.
#[must_use]
pub fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/litellm")
}

/// The prices that LiteLLM has published, whole.
///
/// # Errors
/// When the file cannot be read.
pub fn prices() -> Result<PriceBook> {
    Ok(PriceBook::from_file(directory().join("prices.json"))?)
}

/// A call of a model.
#[derive(Clone, Debug)]
pub struct Call {
    /// As LiteLLM's file names it.
    pub model: String,
    /// Empty for the standard one.
    pub tier: String,
    /// When it was made.
    pub at: SystemTime,
    /// Prompt, completion, cache read, cache write, prompt audio, reasoning, completion audio.
    pub counts: [u64; 7],
}

/// What prompt and completion cost, in US dollars.
pub type Dollars = (f64, f64);

impl Call {
    /// A call with what it costs, if there is a price.
    ///
    /// # Errors
    /// When the line is not one of the script's.
    pub fn parse(line: &str) -> Result<(Self, Option<Dollars>)> {
        let columns: Vec<&str> = line.split('\t').collect();
        ensure!(columns.len() == 12, "not 12 columns: {line}");
        let mut counts = [0; 7];
        for (count, column) in counts.iter_mut().zip(&columns[3..]) {
            *count = column.parse().with_context(|| line.to_owned())?;
        }
        let call = Self {
            model: columns[0].to_owned(),
            tier: columns[1].to_owned(),
            at: UNIX_EPOCH + Duration::from_secs(columns[2].parse()?),
            counts,
        };
        let dollars = match (columns[10], columns[11]) {
            ("", "") => None,
            (prompt, completion) => Some((prompt.parse()?, completion.parse()?)),
        };
        Ok((call, dollars))
    }

    /// The tokens as a span has them.
    #[must_use]
    pub fn tokens(&self) -> TokenCount {
        let [prompt, completion, cache_read, cache_write, prompt_audio, reasoning, completion_audio] =
            self.counts;
        TokenCount::new(prompt, completion)
            .cache_read(cache_read)
            .cache_write(cache_write)
            .prompt_audio(prompt_audio)
            .reasoning(reasoning)
            .completion_audio(completion_audio)
    }

    /// What it costs by `prices`.
    #[must_use]
    pub fn cost(&self, prices: &PriceBook) -> Option<Dollars> {
        let tier = ServiceTier::from_name(&self.tier);
        let cost = prices.find(&self.model, None, None)?.cost_at(&self.tokens(), tier, self.at)?;
        Some((cost.prompt?, cost.completion?))
    }
}

/// The line that the script reads.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        write!(f, "{}\t{}\t{seconds}", self.model, self.tier)?;
        self.counts.iter().try_for_each(|count| write!(f, "\t{count}"))
    }
}

/// Whether two costs are the same, but for what floats lose.
#[must_use]
pub fn same(one: Option<Dollars>, other: Option<Dollars>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            (one.0 - other.0).abs() <= TOLERANCE && (one.1 - other.1).abs() <= TOLERANCE
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}
