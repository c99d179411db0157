//! The embeddings of the OpenAI API: a text's vector counts its words, so that texts with words in common are alike.

use serde_json::{Value, json};

use super::tokens;

/// Of a vector. Words that meet in one place are rare enough for demonstrations.
const DIMENSION: usize = 64;

pub(super) fn response(request: &Value) -> Value {
    let texts = match &request["input"] {
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).collect(),
        text => text.as_str().into_iter().collect::<Vec<_>>(),
    };
    let embedding = |(index, text): (usize, &&str)| json!({ "object": "embedding", "index": index, "embedding": vector(text) });
    let used = tokens(&request["input"]);
    json!({
        "object": "list",
        "model": request["model"],
        "data": texts.iter().enumerate().map(embedding).collect::<Vec<_>>(),
        "usage": { "prompt_tokens": used, "total_tokens": used },
    })
}

fn vector(text: &str) -> Vec<f32> {
    let mut vector = vec![0.0; DIMENSION];
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let place = word
            .to_lowercase()
            .bytes()
            .fold(0, |sum: usize, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        vector[place % DIMENSION] += 1.0;
    }
    vector
}
