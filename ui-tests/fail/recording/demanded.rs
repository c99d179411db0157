//! E75: a value that was asked for and cannot be recorded is an error at the value.
use openinference_runtime::{chain_span, llm_span};

pub struct Opaque;

#[llm_span(input = a)]
fn input(a: Opaque) {
    let _ = a;
}

#[chain_span(output = |answer| answer)]
async fn output() -> Opaque {
    Opaque
}

#[chain_span(output = part)]
fn output_by_function(a: u8) -> u8 {
    a
}

fn part(_: &u8) -> Opaque {
    Opaque
}

#[chain_span(input = a)]
fn generic<T>(a: T) {
    let _ = a;
}

// Nobody asked: what cannot be recorded is left out.
#[chain_span]
fn left_out(a: Opaque) -> Opaque {
    a
}

fn main() {
    input(left_out(Opaque));
    drop(output());
    output_by_function(1);
    generic(1);
}
