use openinference_runtime::tool_span;

#[tool_span]
struct Weather;

#[tool_span]
const fn constant(city: &str) -> usize {
    city.len()
}

trait Tool {
    #[tool_span]
    fn call(&self) -> usize;
}

fn main() {
    constant("Rome");
    let _ = Weather;
}
