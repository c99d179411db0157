//! Retrieval: the notes of a small travel guide that are nearest to the question.

use async_openai::error::OpenAIError;
use openinference_runtime::{retriever_span, value::Document};

use crate::model::Model;

const NOTES: [(&str, &str); 5] = [
    ("lisbon-hills", "Lisbon is steep and paved with smooth stone: pack shoes with a good grip."),
    ("lisbon-evening", "A weekend in Lisbon ends outdoors; evenings by the river are windy, bring a jacket."),
    ("oslo-winter", "Oslo in winter needs a warm coat, gloves and shoes that keep water out."),
    ("tokyo-trains", "Trains in Tokyo stop at midnight; a prepaid card works on all of them."),
    ("luggage", "Most airlines weigh hand luggage: eight kilograms is a common limit."),
];

/// How many notes the model gets to see.
const TOP: usize = 2;

/// The notes nearest to the question, nearest first, with their cosine similarity as score.
#[retriever_span(name = "search_guide")]
pub(crate) async fn search(
    #[span(skip)] model: &Model,
    question: &str,
) -> Result<Vec<Document>, OpenAIError> {
    // A guide of five notes is embedded along with each question; a larger one would be indexed beforehand.
    let texts = [question].into_iter().chain(NOTES.map(|(_, text)| text)).collect();
    let mut vectors = model.embed(texts).await?.into_iter();
    let question = vectors.next().unwrap_or_default();

    let mut found: Vec<_> = NOTES.into_iter().zip(vectors.map(|note| cosine(&question, &note))).collect();
    found.sort_by(|(_, left), (_, right)| right.total_cmp(left));
    found.truncate(TOP);
    Ok(found.into_iter().map(|((id, text), score)| Document::new(text).id(id).score(score)).collect())
}

fn cosine(left: &[f32], right: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| f64::from(x * y)).sum::<f64>();
    let lengths = (dot(left, left) * dot(right, right)).sqrt();
    if lengths == 0.0 { 0.0 } else { dot(left, right) / lengths }
}
