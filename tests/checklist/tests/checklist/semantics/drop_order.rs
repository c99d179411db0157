//! E33: arguments are dropped in the order of the plain function.

use std::cell::RefCell;
use std::panic::catch_unwind;

use openinference_checklist::block_on;
use openinference_runtime::chain_span;

thread_local!(static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) });

/// Notes its name when it is dropped.
pub struct D(pub &'static str);

impl D {
    pub fn get(&self) -> usize {
        self.0.len()
    }
}

impl Drop for D {
    fn drop(&mut self) {
        DROPPED.with(|dropped| dropped.borrow_mut().push(self.0));
    }
}

/// What a call drops, in order; also one that panics.
pub fn dropped<T>(f: impl FnOnce() -> T + std::panic::UnwindSafe) -> Vec<&'static str> {
    DROPPED.take();
    let _ = catch_unwind(f);
    DROPPED.take()
}

/// The same functions, plain and annotated.
macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        #[allow(dead_code, reason = "some cases are about two of these modules")]
        mod $module {
            use super::*;

            $(#[$attribute])*
            pub async fn unused(a: D, b: D, c: D) -> usize { c.get() + a.get() }

            $(#[$attribute])*
            pub fn unused_sync(a: D, b: D, c: D) -> usize { c.get() + a.get() }

            $(#[$attribute])*
            pub async fn moved(a: D, b: D, c: D, now: bool) -> usize {
                if now { drop(b); }
                let _first = c.get();
                tokio::task::yield_now().await;
                a.get()
            }

            $(#[$attribute])*
            pub fn moved_sync(a: D, b: D, c: D, now: bool) -> usize {
                if now { drop(b); }
                let _first = c.get();
                a.get()
            }

            $(#[$attribute])*
            pub async fn early(a: D, b: D, c: D, now: bool) -> usize {
                if now { return c.get(); }
                drop(a);
                b.get()
            }

            $(#[$attribute])*
            pub fn early_sync(a: D, b: D, c: D, now: bool) -> usize {
                if now { return c.get(); }
                drop(a);
                b.get()
            }

            $(#[$attribute])*
            pub async fn locals(a: D, b: D) -> usize {
                let _x = D("x");
                let _y = D("y");
                tokio::task::yield_now().await;
                a.get() + b.get()
            }

            $(#[$attribute])*
            pub fn locals_sync(a: D, b: D) -> usize {
                let _x = D("x");
                let _y = D("y");
                a.get() + b.get()
            }

            $(#[$attribute])*
            pub async fn panics(a: D, b: D) -> usize {
                let _local = D("local");
                if a.get() == 1 { panic!("now"); }
                b.get()
            }

            $(#[$attribute])*
            pub fn panics_sync(a: D, b: D) -> usize {
                let _local = D("local");
                if a.get() == 1 { panic!("now"); }
                b.get()
            }

            $(#[$attribute])*
            pub fn tuple((a, b): (D, D), c: D) -> usize { c.get() + b.get() + a.get() }

            $(#[$attribute])*
            pub fn wildcard(a: D, _: D, c: D) -> usize { c.get() + a.get() }

            $(#[$attribute])*
            pub fn partial((a, _): (D, D), c: D) -> usize { c.get() + a.get() }

            pub struct S(pub D);

            impl S {
                $(#[$attribute])*
                pub fn method_sync(self, a: D, b: D) -> usize { b.get() + self.0.get() }

                $(#[$attribute])*
                pub async fn method(self, a: D, b: D) -> usize {
                    tokio::task::yield_now().await;
                    b.get() + self.0.get()
                }
            }
        }
    };
}

functions!(
    #[allow(unused_variables, reason = "that is the case")]
    plain
);
functions!(
    #[chain_span]
    annotated
);
functions!(
    #[chain_span(name = format!("{}", 1), session = "s")]
    with_expressions
);
functions!(
    #[chain_span(skip(a))]
    with_a_skipped_one
);

/// Asserts that a call drops the same in the plain module and in the annotated ones.
macro_rules! same {
    ($module:ident => $call:expr) => {{
        macro_rules! of {
            ($of:ident) => {{
                use $of as $module;
                dropped(|| $call)
            }};
        }
        let plain = of!(plain);
        assert!(!plain.is_empty());
        assert_eq!(of!(annotated), plain);
        assert_eq!(of!(with_expressions), plain);
        assert_eq!(of!(with_a_skipped_one), plain);
    }};
}

#[test]
fn unused_arguments() {
    same!(m => block_on(m::unused(D("a"), D("b"), D("c"))));
    same!(m => m::unused_sync(D("a"), D("b"), D("c")));
}

#[test]
fn moved_arguments() {
    for now in [true, false] {
        same!(m => block_on(m::moved(D("a"), D("b"), D("c"), now)));
        same!(m => m::moved_sync(D("a"), D("b"), D("c"), now));
    }
}

#[test]
fn arguments_at_an_early_return() {
    for now in [true, false] {
        same!(m => block_on(m::early(D("a"), D("b"), D("c"), now)));
        same!(m => m::early_sync(D("a"), D("b"), D("c"), now));
    }
}

#[test]
fn arguments_after_locals() {
    same!(m => block_on(m::locals(D("a"), D("b"))));
    same!(m => m::locals_sync(D("a"), D("b")));
}

#[test]
fn arguments_at_a_panic() {
    same!(m => block_on(m::panics(D("a"), D("b"))));
    same!(m => m::panics_sync(D("a"), D("b")));
}

#[test]
fn the_receiver() {
    same!(m => block_on(m::S(D("s")).method(D("a"), D("b"))));
    same!(m => m::S(D("s")).method_sync(D("a"), D("b")));
}

#[test]
fn tuples() {
    same!(m => m::tuple((D("a"), D("b")), D("c")));
}

/// What has no name has no place in the order: it goes when the call is over. That is documented.
#[test]
fn wildcards_go_last() {
    assert_eq!(dropped(|| plain::wildcard(D("a"), D("b"), D("c"))), ["c", "b", "a"]);
    assert_eq!(dropped(|| annotated::wildcard(D("a"), D("b"), D("c"))), ["c", "a", "b"]);
}

#[test]
fn parts_without_a_name_go_last() {
    assert_eq!(dropped(|| plain::partial((D("a"), D("b")), D("c"))), ["c", "a", "b"]);
    assert_eq!(dropped(|| annotated::partial((D("a"), D("b")), D("c"))), ["c", "a", "b"]);
}
