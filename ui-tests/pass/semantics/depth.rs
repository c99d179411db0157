//! E37: twenty annotated async functions in each other are proven `Send` under the default recursion limit.
//!
//! The callee stands first: from the caller down the compiler (1.95) computes the layout of the whole chain at once, and
//! its limit for that is 14 annotated functions, 33 plain ones.
#![deny(warnings)]

fn assert_send<T: Send>(value: T) -> T {
    value
}

mod ready {
    use openinference_runtime::chain_span;

    #[chain_span]
    async fn f19(a: u32) -> u32 {
        a + 1
    }

    macro_rules! chain {
        ($($name:ident $next:ident)*) => {$(
            #[chain_span]
            async fn $name(a: u32) -> u32 {
                $next(a).await + 1
            }
        )*};
    }

    chain! {
        f18 f19 f17 f18 f16 f17 f15 f16 f14 f15 f13 f14 f12 f13 f11 f12 f10 f11 f9 f10 f8 f9 f7 f8 f6 f7 f5
        f6 f4 f5 f3 f4 f2 f3 f1 f2
    }

    #[chain_span]
    pub async fn f0(a: u32) -> u32 {
        f1(a).await + 1
    }
}

mod waiting {
    use openinference_runtime::chain_span;

    #[chain_span]
    async fn f19(a: u32) -> u32 {
        tokio::task::yield_now().await;
        a + 1
    }

    macro_rules! chain {
        ($($name:ident $next:ident)*) => {$(
            #[chain_span]
            async fn $name(a: u32) -> u32 {
                $next(a).await + 1
            }
        )*};
    }

    chain! {
        f18 f19 f17 f18 f16 f17 f15 f16 f14 f15 f13 f14 f12 f13 f11 f12 f10 f11 f9 f10 f8 f9 f7 f8 f6 f7 f5
        f6 f4 f5 f3 f4 f2 f3 f1 f2
    }

    #[chain_span]
    pub async fn f0(a: u32) -> u32 {
        f1(a).await + 1
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(runtime.block_on(assert_send(ready::f0(0))), 20);
    assert_eq!(runtime.block_on(assert_send(waiting::f0(0))), 20);
}
