use std::rc::Rc;

use openinference_runtime::tool_span;

#[tool_span]
async fn not_send(a: u8) -> u8 {
    let rc = Rc::new(a);
    std::future::ready(()).await;
    *rc
}

fn assert_send<T: Send>(_: T) {}

fn main() {
    assert_send(not_send(1));
}
