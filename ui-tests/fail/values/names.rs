//! What an expression may use: the arguments, and what is in scope; not the result, unless it is a closure.
use openinference_runtime::chain_span;

#[chain_span(session = sesion)]
fn argument(session: &str) -> usize {
    session.len()
}

#[chain_span(output = result.len())]
fn result(session: &str) -> String {
    session.to_owned()
}

#[chain_span(session = fetch(session).await)]
async fn awaits(session: &str) -> usize {
    session.len()
}

async fn fetch(session: &str) -> String {
    session.to_owned()
}

#[chain_span(session = session?)]
fn question_mark(session: Option<&str>) -> Option<usize> {
    Some(session?.len())
}

fn main() {
    argument("");
    result("");
    drop(awaits(""));
    question_mark(None);
}
