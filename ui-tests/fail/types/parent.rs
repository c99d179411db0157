use openinference_runtime::chain_span;

#[chain_span(parent = number)]
fn step(number: u8) -> u8 {
    number
}

fn main() {
    step(1);
}
