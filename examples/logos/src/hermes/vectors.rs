//! A store of vectors: every one is compared, which is exact, and quick up to some ten thousand.

use anyhow::Result;
use openinference_runtime::{chain_span, retriever_span, value::Document};
use serde::{Deserialize, Serialize};

use super::Search;
use crate::store::{Store, Table, blocking};

const VECTORS: Table = Table::new("vectors");

/// The store.
#[derive(Clone, Debug)]
pub struct Vectors(Store);

/// A text that is like what was looked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Found {
    /// The text.
    pub text: String,
    /// How alike they are, at most 1.
    pub score: f64,
}

impl Vectors {
    pub(super) fn new(store: Store) -> Self {
        Self(store)
    }

    /// Keeps a text, and says how many there are.
    #[chain_span(
        name = "hermes.milvus",
        skip(vector),
        attributes("db.operation.name" = "insert", "vector.dimension" = vector.len())
    )]
    pub(super) async fn insert(&self, text: &str, vector: Vec<f32>) -> Result<usize> {
        let (store, text) = (self.0.clone(), text.to_owned());
        blocking(move || {
            store.put(VECTORS, &text, &vector)?;
            Ok(store.all::<Vec<f32>>(VECTORS)?.len())
        })
        .await
    }

    /// The texts that are most alike, best first.
    #[retriever_span(
        name = "hermes.milvus",
        skip(vector),
        input = &what.text,
        attributes("db.operation.name" = "search", "vector.dimension" = vector.len()),
        output = |found| found.iter().map(document).collect::<Vec<_>>()
    )]
    pub(super) async fn search(&self, what: &Search, vector: Vec<f32>) -> Result<Vec<Found>> {
        let store = self.0.clone();
        let known = blocking(move || store.all::<Vec<f32>>(VECTORS)).await?;
        let mut found: Vec<_> =
            known.into_iter().map(|(text, known)| Found { text, score: cosine(&vector, &known) }).collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        found.truncate(what.count);
        Ok(found)
    }
}

fn document(found: &Found) -> Document {
    Document::new(found.text.as_str()).score(found.score)
}

fn cosine(one: &[f32], other: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    let lengths = (dot(one, one) * dot(other, other)).sqrt();
    if lengths > 0.0 { dot(one, other) / lengths } else { 0.0 }
}
