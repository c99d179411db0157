use openinference_runtime as telemetry;
use openinference_runtime::tool_span;

#[tool_span(crate = telemetry)]
fn relative(a: u8) -> u8 {
    a
}

#[tool_span(crate = "openinference_runtime")]
fn quoted(a: u8) -> u8 {
    a
}

#[tool_span(crate = super::telemetry)]
fn parent(a: u8) -> u8 {
    a
}

#[tool_span(crate = ::missing_telemetry)]
fn missing(a: u8) -> u8 {
    a
}

fn main() {
    let _ = telemetry::current();
    relative(quoted(parent(missing(1))));
}
