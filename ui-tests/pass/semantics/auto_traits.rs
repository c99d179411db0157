//! E35: the future is `Send`, `Sync` and `Unpin` exactly when that of the plain function is.
#![deny(warnings)]
#![allow(dead_code, reason = "of two traits only one is used")]

use std::cell::Cell;
use std::rc::Rc;

use openinference_runtime::{agent_span, chain_span};

/// Whether a type has a trait, found out by method resolution.
macro_rules! has {
    ($trait:path, $value:expr) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        trait No {
            fn has(&self) -> bool {
                false
            }
        }
        impl<T> No for &Probe<T> {}
        impl<T: $trait> Probe<T> {
            fn has(&self) -> bool {
                true
            }
        }
        fn probe<T>(_: &T) -> Probe<T> {
            Probe(std::marker::PhantomData)
        }
        let value = $value;
        #[allow(clippy::needless_borrow, reason = "that is how it works")]
        (&probe(&value)).has()
    }};
}

macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        mod $module {
            use super::*;

            $(#[$attribute])*
            pub async fn send(a: u8) -> u8 {
                tokio::task::yield_now().await;
                a
            }

            $(#[$attribute])*
            pub async fn holds_rc(a: u8) -> u8 {
                let rc = Rc::new(a);
                tokio::task::yield_now().await;
                *rc
            }

            $(#[$attribute])*
            pub async fn takes_rc(a: Rc<u8>) -> u8 { *a }

            $(#[$attribute])*
            pub async fn holds_cell(a: u8) -> u8 {
                let cell = Cell::new(a);
                tokio::task::yield_now().await;
                cell.get()
            }

            $(#[$attribute])*
            pub async fn returns_rc(a: u8) -> Rc<u8> { Rc::new(a) }
        }
    };
}

functions!(#[cfg(all())] plain);
functions!(#[chain_span] annotated);

#[agent_span]
fn ready(a: u8) -> impl Future<Output = u8> {
    std::future::ready(a)
}

macro_rules! traits {
    ($module:ident) => {
        [
            has!(Send, $module::send(1)),
            has!(Sync, $module::send(1)),
            has!(Unpin, $module::send(1)),
            has!(Send, $module::holds_rc(1)),
            has!(Send, $module::takes_rc(Rc::new(1))),
            has!(Send, $module::holds_cell(1)),
            has!(Sync, $module::holds_cell(1)),
            has!(Send, $module::returns_rc(1)),
        ]
    };
}

fn main() {
    assert_eq!(traits!(plain), [true, true, false, false, false, true, false, true]);
    assert_eq!(traits!(annotated), traits!(plain));
    assert!(has!(Unpin, ready(1)) && has!(Send, ready(1)) && has!(Sync, ready(1)));
}
