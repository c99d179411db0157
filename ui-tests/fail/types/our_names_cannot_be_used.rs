use openinference_runtime::tool_span;

#[tool_span]
fn lookup(city: &str) -> usize {
    let _ = __openinference_start;
    city.len()
}

fn main() {
    lookup("Rome");
}
