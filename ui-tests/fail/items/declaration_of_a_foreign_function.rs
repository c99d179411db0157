//! A function of another language has no body here. It is there all the same.
use openinference_runtime::tool_span;

unsafe extern "C" {
    #[tool_span]
    fn labs(a: i64) -> i64;

    #[tool_span]
    safe fn abs(a: i32) -> i32;
}

fn main() {
    abs(-1);
    // SAFETY: it has no conditions.
    unsafe { labs(-1) };
}
