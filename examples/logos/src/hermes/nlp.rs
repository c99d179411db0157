//! Words.

use std::collections::BTreeMap;

use openinference_runtime::chain_span;
use serde::{Deserialize, Serialize};

/// What there is to say about a text.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Analysis {
    /// How many words it has.
    pub words: usize,
    /// How many sentences.
    pub sentences: usize,
    /// Its longer words, most frequent first.
    pub keywords: Vec<String>,
}

/// Letters that a word has to have to say what a text is about.
const LONG: usize = 5;

/// Counts words and sentences.
#[chain_span(name = "hermes.nlp", on_result(|analysis| "nlp.words" = analysis.words))]
#[must_use]
pub fn analyse(text: &str) -> Analysis {
    let words: Vec<_> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut counts = BTreeMap::<String, usize>::new();
    for word in words.iter().filter(|word| word.chars().count() >= LONG) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let mut keywords: Vec<_> = counts.into_iter().collect();
    keywords.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let sentences = text.split(['.', '!', '?']).filter(|sentence| !sentence.trim().is_empty()).count();
    Analysis { words: words.len(), sentences, keywords: keywords.into_iter().map(|(word, _)| word).collect() }
}
