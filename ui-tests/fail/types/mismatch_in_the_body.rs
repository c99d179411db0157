use openinference_runtime::tool_span;

#[tool_span]
async fn lookup(city: String) -> Result<usize, String> {
    city.len()
}

fn main() {
    drop(lookup(String::new()));
}
