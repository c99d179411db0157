//! E34: temporaries of the tail expression live as long as in the plain function, in this crate's edition.

use openinference_checklist::block_on;
use openinference_runtime::chain_span;

use super::drop_order::{D, dropped};

macro_rules! functions {
    ($(#[$attribute:meta])* $module:ident) => {
        mod $module {
            use super::*;

            $(#[$attribute])*
            pub fn sync() -> usize {
                let _local = D("local");
                D("temporary").get()
            }

            $(#[$attribute])*
            pub async fn later() -> usize {
                let _local = D("local");
                tokio::task::yield_now().await;
                D("temporary").get()
            }

            $(#[$attribute])*
            pub fn if_let() -> usize {
                if let 0 = D("scrutinee").get() { 1 } else { D("else").get() }
            }
        }
    };
}

functions!(
    #[allow(unused_mut, reason = "an attribute that does nothing")]
    plain
);
functions!(
    #[chain_span]
    annotated
);

/// Whether this crate is of edition 2024.
fn is_2024() -> bool {
    !env!("CARGO_PKG_NAME").ends_with("2021")
}

#[test]
fn in_a_function() {
    let expected = if is_2024() { ["temporary", "local"] } else { ["local", "temporary"] };
    assert_eq!(dropped(plain::sync), expected);
    assert_eq!(dropped(annotated::sync), expected);
}

#[test]
fn in_an_async_function() {
    let expected = if is_2024() { ["temporary", "local"] } else { ["local", "temporary"] };
    assert_eq!(dropped(|| block_on(plain::later())), expected);
    assert_eq!(dropped(|| block_on(annotated::later())), expected);
}

#[test]
fn in_an_if_let() {
    let expected = if is_2024() { ["scrutinee", "else"] } else { ["else", "scrutinee"] };
    assert_eq!(dropped(plain::if_let), expected);
    assert_eq!(dropped(annotated::if_let), expected);
}
