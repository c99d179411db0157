//! Documents that are found and ranked.

use openinference_runtime::testing::capture_sync;
use openinference_runtime::{Document, reranker_span, retriever_span};
use serde::Serialize;

use super::said;

#[derive(Clone, Serialize, Document)]
struct Passage {
    #[oi(id)]
    key: u64,
    #[oi(content)]
    body: &'static str,
    #[oi(score = |distance| 1.0 - distance)]
    distance: f32,
    #[oi(metadata = "page")]
    page: Option<u32>,
    #[oi(metadata = "source")]
    path: &'static str,
}

const PASSAGES: [Passage; 2] = [
    Passage { key: 1, body: "Rome is old.", distance: 0.25, page: Some(3), path: "a.md" },
    Passage { key: 2, body: "Oslo is cold.", distance: 0.5, page: None, path: "b.md" },
];

const FOUND: &str = r#"
retrieval.documents.0.document.content: "Rome is old."
retrieval.documents.0.document.id: 1
retrieval.documents.0.document.metadata: "{\"page\":3,\"source\":\"a.md\"}"
retrieval.documents.0.document.score: 0.75
retrieval.documents.1.document.content: "Oslo is cold."
retrieval.documents.1.document.id: 2
retrieval.documents.1.document.metadata: "{\"source\":\"b.md\"}"
retrieval.documents.1.document.score: 0.5
"#;

#[test]
fn found_documents_are_told_field_by_field() {
    #[retriever_span]
    fn search() -> Result<Vec<Passage>, String> {
        Ok(PASSAGES.to_vec())
    }
    let (_, trace) = capture_sync(search);
    assert_eq!(said(&trace), FOUND.trim_start());
}

#[test]
fn a_type_may_hold_a_list_of_documents() {
    #[derive(Serialize, Document)]
    struct Found {
        #[oi(documents)]
        hits: Vec<Passage>,
        took_ms: u64,
    }

    #[retriever_span]
    fn search() -> Found {
        Found { hits: PASSAGES.to_vec(), took_ms: 3 }
    }
    let (_, trace) = capture_sync(search);
    assert_eq!(said(&trace), FOUND.trim_start());
    assert!(trace.roots[0].text("output.value").unwrap().ends_with(r#""took_ms":3}"#));
}

#[test]
fn the_output_may_be_the_documents_in_a_result() {
    struct Found {
        hits: Vec<Passage>,
    }

    #[retriever_span(output = |found| &found.hits)]
    fn search() -> Found {
        Found { hits: PASSAGES.to_vec() }
    }
    let (_, trace) = capture_sync(search);
    assert_eq!(said(&trace), FOUND.trim_start());
}

#[test]
fn a_hit_adds_to_the_document_that_it_holds() {
    #[derive(Serialize, Document)]
    struct Hit {
        #[oi(document)]
        passage: Passage,
        #[oi(score)]
        relevance: f64,
        #[oi(metadata = "shard")]
        shard: u8,
    }

    #[retriever_span]
    fn search() -> [Hit; 1] {
        [Hit { passage: PASSAGES[0].clone(), relevance: 9.5, shard: 4 }]
    }
    let (_, trace) = capture_sync(|| search().len());
    let expected = r#"
retrieval.documents.0.document.content: "Rome is old."
retrieval.documents.0.document.id: 1
retrieval.documents.0.document.metadata: "{\"page\":3,\"source\":\"a.md\",\"shard\":4}"
retrieval.documents.0.document.score: 9.5
"#;
    assert_eq!(said(&trace), expected.trim_start());
}

#[test]
fn a_score_beside_a_document_is_its_own() {
    #[retriever_span]
    fn search() -> Vec<(Passage, f32)> {
        vec![(PASSAGES[1].clone(), 8.0)]
    }
    let (_, trace) = capture_sync(search);
    assert_eq!(trace.roots[0].attributes["retrieval.documents.0.document.content"], "Oslo is cold.");
    assert_eq!(trace.roots[0].attributes["retrieval.documents.0.document.score"], 8.0);
}

#[test]
fn documents_are_ranked_from_one_order_to_another() {
    #[derive(Serialize, Document)]
    struct Ranking<'a> {
        #[oi(query)]
        question: &'a str,
        #[oi(top_k)]
        keep: usize,
        #[oi(model)]
        model: &'a str,
        #[oi(documents)]
        candidates: &'a [Passage],
    }

    #[reranker_span]
    fn rank(ranking: &Ranking<'_>) -> Vec<Passage> {
        vec![ranking.candidates[1].clone()]
    }
    let ranking = Ranking { question: "cold?", keep: 1, model: "rerank-3", candidates: &PASSAGES };
    let (_, trace) = capture_sync(|| rank(&ranking));
    let expected = r#"
reranker.input_documents.0.document.content: "Rome is old."
reranker.input_documents.0.document.id: 1
reranker.input_documents.0.document.metadata: "{\"page\":3,\"source\":\"a.md\"}"
reranker.input_documents.0.document.score: 0.75
reranker.input_documents.1.document.content: "Oslo is cold."
reranker.input_documents.1.document.id: 2
reranker.input_documents.1.document.metadata: "{\"source\":\"b.md\"}"
reranker.input_documents.1.document.score: 0.5
reranker.model_name: "rerank-3"
reranker.output_documents.0.document.content: "Oslo is cold."
reranker.output_documents.0.document.id: 2
reranker.output_documents.0.document.metadata: "{\"source\":\"b.md\"}"
reranker.output_documents.0.document.score: 0.5
reranker.query: "cold?"
reranker.top_k: 1
"#;
    assert_eq!(said(&trace), expected.trim_start());
}
