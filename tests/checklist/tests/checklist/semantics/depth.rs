//! E37: twenty annotated async functions in each other are proven `Send` under the default recursion limit.

use openinference_checklist::traced;

fn assert_send<T: Send>(value: T) -> T {
    value
}

/// Twenty functions, the callee first: from the caller down the compiler lays out the whole chain at once.
macro_rules! chain {
    ($module:ident $leaf:block) => {
        mod $module {
            use openinference_runtime::chain_span;

            #[chain_span]
            async fn f19() -> u32 $leaf

            chain!(@ f18 f19 f17 f18 f16 f17 f15 f16 f14 f15 f13 f14 f12 f13 f11 f12 f10 f11 f9 f10 f8 f9 f7 f8
                f6 f7 f5 f6 f4 f5 f3 f4 f2 f3 f1 f2 f0 f1);
        }
    };
    (@ $($name:ident $next:ident)*) => {$(
        #[chain_span]
        pub async fn $name() -> u32 {
            $next().await + 1
        }
    )*};
}

chain!(ready { 1 });
chain!(waiting {
    tokio::task::yield_now().await;
    1
});

#[test]
fn twenty_over_a_leaf_that_does_not_wait() {
    let (value, trace) = traced(assert_send(ready::f0()));
    assert_eq!((value, trace.len()), (20, 20));
}

#[test]
fn twenty_over_a_leaf_that_waits() {
    let (value, trace) = traced(assert_send(waiting::f0()));
    assert_eq!((value, trace.len()), (20, 20));
}
