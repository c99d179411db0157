//! E33: arguments are dropped in the order of the plain function, also beside conditional moves and partial uses.
//! E34: temporaries of the tail expression too.
#![deny(warnings)]

use std::cell::RefCell;

use openinference_runtime::chain_span;

thread_local!(static DROPPED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) });

pub struct D(pub &'static str);

impl D {
    fn get(&self) -> usize {
        self.0.len()
    }
}

impl Drop for D {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.0));
    }
}

fn dropped(f: impl FnOnce()) -> Vec<&'static str> {
    DROPPED.take();
    f();
    DROPPED.take()
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The same functions, plain and annotated.
macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
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
            pub fn early(a: D, b: D, c: D, now: bool) -> usize {
                if now { return c.get(); }
                drop(a);
                b.get()
            }

            $(#[$attribute])*
            pub fn locals(a: D, b: D) -> usize {
                let _x = D("x");
                let _y = D("y");
                a.get() + b.get()
            }

            $(#[$attribute])*
            pub async fn locals_async(a: D, b: D) -> usize {
                let _x = D("x");
                let _y = D("y");
                tokio::task::yield_now().await;
                a.get() + b.get()
            }

            $(#[$attribute])*
            pub fn tail() -> usize {
                let _local = D("local");
                D("temporary").get()
            }

            $(#[$attribute])*
            pub async fn tail_async() -> usize {
                let _local = D("local");
                tokio::task::yield_now().await;
                D("temporary").get()
            }

            $(#[$attribute])*
            pub fn panics(a: D, b: D) -> usize {
                let _local = D("local");
                if a.get() == 1 { panic!("now"); }
                b.get()
            }

            $(#[$attribute])*
            pub fn tuple((a, b): (D, D), c: D) -> usize { c.get() + b.get() + a.get() }

            $(#[$attribute])*
            pub fn wildcard(a: D, _: D, c: D) -> usize { c.get() + a.get() }

            pub struct S(pub D);

            impl S {
                $(#[$attribute])*
                pub fn method(self, a: D, b: D) -> usize { b.get() + self.0.get() }

                $(#[$attribute])*
                pub async fn method_async(self, a: D, b: D) -> usize {
                    tokio::task::yield_now().await;
                    b.get() + self.0.get()
                }
            }
        }
    };
}

functions!(#[allow(unused_variables, reason = "that is the case")] plain);
functions!(#[chain_span] annotated);
functions!(#[chain_span(name = format!("{}", 1), session = "s")] named);

/// What each call drops, in order.
macro_rules! order {
    ($module:ident) => {{
        let caught = |f: fn() -> usize| {
            dropped(|| {
                let _ = std::panic::catch_unwind(f);
            })
        };
        [
            caught(|| run($module::unused(D("a"), D("b"), D("c")))),
            caught(|| $module::unused_sync(D("a"), D("b"), D("c"))),
            caught(|| run($module::moved(D("a"), D("b"), D("c"), true))),
            caught(|| run($module::moved(D("a"), D("b"), D("c"), false))),
            caught(|| $module::moved_sync(D("a"), D("b"), D("c"), true)),
            caught(|| $module::moved_sync(D("a"), D("b"), D("c"), false)),
            caught(|| $module::early(D("a"), D("b"), D("c"), true)),
            caught(|| $module::early(D("a"), D("b"), D("c"), false)),
            caught(|| $module::locals(D("a"), D("b"))),
            caught(|| run($module::locals_async(D("a"), D("b")))),
            caught(|| $module::tail()),
            caught(|| run($module::tail_async())),
            caught(|| $module::panics(D("a"), D("b"))),
            caught(|| $module::tuple((D("a"), D("b")), D("c"))),
            caught(|| $module::S(D("s")).method(D("a"), D("b"))),
            caught(|| run($module::S(D("s")).method_async(D("a"), D("b")))),
        ]
    }};
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let plain = order!(plain);
    assert_eq!(plain[0], ["c", "b", "a"]);
    for (index, (plain, (annotated, named))) in
        plain.iter().zip(order!(annotated).iter().zip(order!(named).iter())).enumerate()
    {
        assert_eq!(plain, annotated, "case {index}");
        assert_eq!(plain, named, "case {index}, with expressions");
    }
    // An argument that has no name has no place in the order: it goes when the call is over. Left out, it is the plain one.
    let last = if cfg!(feature = "trace") { ["c", "a", "b"] } else { ["c", "b", "a"] };
    assert_eq!(dropped(|| { plain::wildcard(D("a"), D("b"), D("c")); }), ["c", "b", "a"]);
    assert_eq!(dropped(|| { annotated::wildcard(D("a"), D("b"), D("c")); }), last);
    assert_eq!(dropped(|| { named::wildcard(D("a"), D("b"), D("c")); }), last);
}
