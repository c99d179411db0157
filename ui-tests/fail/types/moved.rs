use openinference_runtime::tool_span;

#[tool_span]
async fn moved(a: String) -> usize {
    drop(a);
    a.len()
}

#[tool_span]
fn moved_sync(a: String) -> usize {
    drop(a);
    a.len()
}

#[tool_span]
fn not_mutable(a: String) -> usize {
    a.push('x');
    a.len()
}

#[tool_span]
fn dangling<'a>(a: String) -> &'a str {
    &a
}

fn main() {
    drop(moved(String::new()));
    moved_sync(String::new());
    not_mutable(String::new());
    dangling(String::new());
}
