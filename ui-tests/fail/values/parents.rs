use openinference_runtime::chain_span;

#[chain_span(parent = id)]
fn parent(id: &str) -> usize {
    id.len()
}

#[chain_span(links = [id])]
fn links(id: &str) -> usize {
    id.len()
}

fn main() {
    parent("");
    links("");
}
