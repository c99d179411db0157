//! Values of client crates, as those crates serialise them: no mapping code, whatever the client.

#[path = "clients/bedrock.rs"]
mod bedrock;
#[path = "clients/genai.rs"]
mod genai_crate;
#[path = "clients/rig.rs"]
mod rig_crate;

use openinference_runtime::testing::Trace;

/// What the first span says of the call: one line for each attribute.
fn said(trace: &Trace) -> String {
    let attributes = trace.roots[0].attributes.iter().filter(|(key, _)| key.starts_with("llm."));
    attributes.map(|(key, value)| format!("{key}: {}\n", value.write(1000))).collect()
}
