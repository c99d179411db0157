// E74: type errors are those of the plain function, at the user's words.
use openinference_runtime::tool_span;

#[tool_span]
async fn unit() -> String {
    "".to_owned();
}

#[tool_span]
async fn mismatch() -> String {
    ""
}

#[tool_span]
fn mismatch_sync() -> String {
    ""
}

#[tool_span]
async fn early(a: u8) -> String {
    if a == 0 {
        return "";
    }
    a.to_string()
}

#[tool_span]
fn early_sync(a: u8) -> String {
    if a == 0 {
        return "";
    }
    a.to_string()
}

#[tool_span]
async fn extra_semicolon(a: u8) -> u8 {
    a + 1;
}

#[tool_span]
async fn nothing(a: u8) {
    a
}

pub struct Own;

#[tool_span]
async fn opaque(a: u8) -> impl std::fmt::Display {
    drop(a);
    Own
}

#[tool_span]
async fn missing_type(a: u8) -> Missing {
    a
}

fn main() {
    drop((unit(), mismatch(), early(1), extra_semicolon(1), nothing(1), opaque(1), missing_type(1)));
    mismatch_sync();
    early_sync(1);
}
