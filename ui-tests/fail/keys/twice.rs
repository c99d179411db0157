use openinference_runtime::tool_span;

#[tool_span(name = "a", name = "b", skip())]
fn lookup(city: &str) -> usize {
    city.len()
}

fn main() {
    lookup("Rome");
}
