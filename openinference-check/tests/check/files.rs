//! Files of spans, made by hand.

use openinference_check::Input;
use openinference_runtime::testing::{Checker, Trace};

/// A span as a line of JSON has it; `more` are further members.
pub(crate) fn span(id: u64, parent: u64, kind: &str, name: &str, more: &str) -> String {
    let parent = if parent == 0 { String::new() } else { format!(r#""parentSpanId":"{parent:016x}","#) };
    format!(
        r#"{{"traceId":"{:032x}","spanId":"{id:016x}",{parent}"name":"{name}","kind":1,"startTimeUnixNano":"{}","endTimeUnixNano":"{}"{more},"attributes":[{{"key":"openinference.span.kind","value":{{"stringValue":"{kind}"}}}}]}}"#,
        7,
        1_000 + id,
        2_000 - id
    )
}

/// An export with these spans.
pub(crate) fn export(spans: &[String]) -> String {
    format!(
        r#"{{"resourceSpans":[{{"resource":{{"attributes":[{{"key":"service.name","value":{{"stringValue":"agent"}}}}]}},"scopeSpans":[{{"scope":{{"name":"mine"}},"spans":[{}]}}]}}]}}"#,
        spans.join(",")
    )
}

pub(crate) fn read(bytes: &[u8]) -> Input {
    let mut input = Input::default();
    input.read("t", bytes);
    input
}

pub(crate) fn problems(input: &Input) -> Vec<String> {
    input.problems.iter().map(ToString::to_string).collect()
}

pub(crate) fn outline(input: &Input) -> String {
    Trace::from_records(input.spans.clone()).outline()
}

pub(crate) fn findings(input: &Input) -> Vec<String> {
    let report = Checker::new().check(&Trace::from_records(input.spans.clone()));
    report.findings.iter().map(ToString::to_string).collect()
}
