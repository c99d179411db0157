//! E60: the order of the attributes around ours is kept.

use openinference_checklist::call_sync;
use openinference_runtime::tool_span;

#[test]
fn outer_order_is_kept() {
    // Of two levels of one lint the later wins.
    #[deny(unused_variables)]
    #[tool_span]
    #[allow(unused_variables, reason = "the later one wins")]
    fn f(a: u8) -> u8 {
        let b = a;
        a
    }
    #[tool_span]
    #[deny(unused_variables)]
    #[allow(unused_variables, reason = "the later one wins")]
    fn both_after(a: u8) -> u8 {
        let b = a;
        a
    }
    assert_eq!(call_sync(|| f(1)) + call_sync(|| both_after(1)), 2);
}
