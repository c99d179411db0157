use openinference_runtime::tool_span;

#[tool_span]
async fn no_result(a: &str) -> u8 {
    a.parse::<u8>()?
}

#[tool_span]
fn no_result_sync(a: &str) -> u8 {
    a.parse::<u8>()?
}

pub struct Own;

#[tool_span]
async fn other_error(a: &str) -> Result<u8, Own> {
    Ok(a.parse::<u8>()?)
}

fn main() {
    drop((no_result(""), other_error("")));
    no_result_sync("");
}
