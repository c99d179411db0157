use openinference_runtime::chain_span;

#[chain_span(error_if = true, on_result("a" = 1))]
fn no_closure(a: u8) -> Result<u8, u8> {
    Ok(a)
}

#[chain_span(error_if = |e| e.len())]
fn not_a_bool(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[chain_span(output = |a, b| a)]
fn two_parameters(a: u8) -> u8 {
    a
}

#[chain_span(output = |r| r.missing())]
fn missing(a: u8) -> u8 {
    a
}

#[chain_span(session = |a| a)]
fn no_value(a: u8) -> u8 {
    a
}

fn main() {
    let _ = no_closure(1);
    let _ = not_a_bool(1);
    two_parameters(1);
    missing(1);
    no_value(1);
}
