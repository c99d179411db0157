//! Types of an application's own, told field by field.

#[path = "derive/chunks.rs"]
mod chunks;
#[path = "derive/documents.rs"]
mod documents;
#[path = "derive/embeddings.rs"]
mod embeddings;
#[path = "derive/fields.rs"]
mod fields;
#[path = "derive/llm.rs"]
mod llm;

use openinference_runtime::testing::Trace;

/// What the first span says beside its kind, input and output: one line for each attribute.
fn said(trace: &Trace) -> String {
    let other = |key: &str| {
        !key.starts_with("input.")
            && !key.starts_with("output.")
            && key != "openinference.span.kind"
            && !key.starts_with("gen_ai.")
    };
    let attributes = trace.roots[0].attributes.iter().filter(|(key, _)| other(key));
    attributes.map(|(key, value)| format!("{key}: {}\n", value.write(1000))).collect()
}
