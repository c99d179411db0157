//! Texts and vectors.

use openinference_runtime::testing::capture_sync;
use openinference_runtime::{Embedding, embedding_span};
use serde::Serialize;

use super::said;

#[derive(Serialize, Embedding)]
struct Batch {
    #[oi(model)]
    model: &'static str,
    #[oi(texts)]
    inputs: Vec<String>,
    #[oi(invocation_parameters = "dimensions")]
    size: u32,
}

#[derive(Embedding)]
struct Embedded {
    #[oi(embeddings)]
    vectors: Vec<Vec<f32>>,
    #[oi(usage = |tokens| serde_json::json!({ "prompt_tokens": tokens }))]
    tokens: u32,
}

const EXPECTED: &str = r#"
embedding.embeddings.0.embedding.text: "a"
embedding.embeddings.0.embedding.vector: [0.5,1.0]
embedding.embeddings.1.embedding.text: "b"
embedding.embeddings.1.embedding.vector: [0.25,2.0]
embedding.invocation_parameters: "{\"dimensions\":2}"
embedding.model_name: "small"
llm.token_count.prompt: 4
"#;

#[test]
fn texts_and_vectors_stand_side_by_side() {
    #[embedding_span]
    fn embed(batch: &Batch) -> Embedded {
        let _ = batch;
        Embedded { vectors: vec![vec![0.5, 1.0], vec![0.25, 2.0]], tokens: 4 }
    }
    let batch = Batch { model: "small", inputs: vec!["a".to_owned(), "b".to_owned()], size: 2 };
    let (_, trace) = capture_sync(|| embed(&batch));
    assert_eq!(said(&trace), EXPECTED.trim_start());
}

#[test]
fn each_embedding_of_a_list_has_a_place() {
    #[derive(Embedding)]
    struct One {
        #[oi(text)]
        text: &'static str,
        #[oi(vector)]
        values: [f64; 2],
    }

    #[embedding_span(model = "small")]
    fn embed() -> Vec<One> {
        vec![One { text: "a", values: [0.5, 1.0] }, One { text: "b", values: [0.25, 2.0] }]
    }
    let (_, trace) = capture_sync(embed);
    let expected: String = EXPECTED
        .trim_start()
        .lines()
        .filter(|line| !line.contains("4") && !line.contains("parameters"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(said(&trace), expected);
}
