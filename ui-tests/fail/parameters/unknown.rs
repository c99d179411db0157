use openinference_runtime::agent_span;

#[agent_span(skip(clinet))]
async fn answer(client: &str, question: String) -> String {
    format!("{client}{question}")
}

fn main() {
    drop(answer("a", String::new()));
}
