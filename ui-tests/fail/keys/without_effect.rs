use openinference_runtime::{chain_span, llm_span, tool_span};

#[tool_span(skip_all)]
fn no_parameters() {}

#[tool_span(skip_output)]
fn no_result() {}

#[tool_span(error_if = |e| true)]
fn no_error(a: u8) -> u8 {
    a
}

#[tool_span(cancelled = unset)]
fn not_async(a: u8) -> String {
    a.to_string()
}

#[llm_span(stream)]
fn no_stream(a: u8) -> impl Future<Output = u8> {
    async move { a }
}

#[chain_span(output = |r| r)]
fn never() -> ! {
    panic!()
}

#[chain_span(output = |r| *r, skip_output)]
fn both(a: u8) -> u8 {
    a
}

fn main() {
    no_parameters();
    no_result();
    no_error(1);
    not_async(1);
    drop(no_stream(1));
    both(1);
    never();
}
