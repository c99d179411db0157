//! E35: a future is `Send`, `Sync` and `Unpin` exactly when that of the plain function is.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use openinference_runtime::{agent_span, chain_span};

/// Whether a value has a trait, found out by method resolution.
macro_rules! has {
    ($trait:path, $value:expr) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        #[allow(dead_code, reason = "not when the value has the trait")]
        trait No {
            fn has(&self) -> bool {
                false
            }
        }
        impl<T> No for &Probe<T> {}
        impl<T: $trait> Probe<T> {
            #[allow(dead_code, reason = "not when no value has the trait")]
            fn has(&self) -> bool {
                true
            }
        }
        fn probe<T>(_: &T) -> Probe<T> {
            Probe(std::marker::PhantomData)
        }
        let value = $value;
        (&probe(&value)).has()
    }};
}

macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        mod $module {
            use super::*;

            $(#[$attribute])*
            pub async fn plain(a: u8) -> u8 {
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

functions!(
    #[cfg(all())]
    plain
);
functions!(
    #[chain_span]
    annotated
);

/// Asserts that a trait is there, or is not, on both futures.
macro_rules! both {
    ($trait:path, $function:ident($($argument:expr)?), $expected:expr) => {
        assert_eq!(has!($trait, plain::$function($($argument)?)), $expected);
        assert_eq!(has!($trait, annotated::$function($($argument)?)), $expected);
    };
}

#[test]
fn send_where_the_plain_future_is() {
    both!(Send, plain(1), true);
    both!(Send, holds_cell(1), true);
    both!(Send, returns_rc(1), true);
}

#[test]
fn not_send_where_the_plain_future_is_not() {
    both!(Send, holds_rc(1), false);
    both!(Send, takes_rc(Rc::new(1)), false);
}

#[test]
fn sync_as_the_plain_future() {
    both!(Sync, plain(1), true);
    both!(Sync, holds_cell(1), false);
}

#[test]
fn unpin_as_the_plain_future() {
    both!(Unpin, plain(1), false);
    #[agent_span]
    fn ready(a: u8) -> impl Future<Output = u8> {
        std::future::ready(a)
    }
    assert!(has!(Unpin, ready(1)) && has!(Send, ready(1)) && has!(Sync, ready(1)));
}
