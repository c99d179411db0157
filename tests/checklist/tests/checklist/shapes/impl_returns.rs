//! E04: `impl Trait` in the return type.

use std::fmt::Display;

use openinference_checklist::{call, call_sync, spanned};
use openinference_runtime::chain_span;

#[test]
fn bare() {
    #[chain_span]
    async fn f(a: u8) -> impl Display {
        a
    }
    #[chain_span]
    fn sync(a: u8) -> impl Display {
        a
    }
    assert_eq!(call(f(1)).to_string(), "1");
    assert_eq!(call_sync(|| sync(1)).to_string(), "1");
}

#[test]
fn in_a_result() {
    #[chain_span]
    async fn f(a: u8) -> Result<impl Display, String> {
        if a > 1 { Err("too large".to_owned()) } else { Ok(a) }
    }
    assert_eq!(call(f(1)).expect("ok").to_string(), "1");
    let (value, span) = spanned(f(2));
    assert!(value.is_err() && span.status.is_error());
}

#[test]
fn in_an_option() {
    #[chain_span]
    async fn f(a: u8) -> Option<impl Display> {
        Some(a)
    }
    assert_eq!(call(f(1)).expect("some").to_string(), "1");
}

#[test]
fn in_a_tuple() {
    #[chain_span]
    async fn f(a: u8) -> (u8, impl Display) {
        (a, a)
    }
    assert_eq!(call(f(1)).1.to_string(), "1");
}

#[test]
fn in_an_own_generic() {
    struct Own<T>(T);
    #[chain_span]
    async fn f(a: u8) -> Own<impl Display> {
        Own(a)
    }
    assert_eq!(call(f(1)).0.to_string(), "1");
}

#[test]
fn that_borrows() {
    #[chain_span]
    async fn f<'a>(a: &'a str) -> impl Display + 'a {
        a
    }
    #[chain_span]
    fn sync(a: &str) -> impl Display + use<'_> {
        a
    }
    assert_eq!(call(f("a")).to_string(), "a");
    assert_eq!(call_sync(|| sync("a")).to_string(), "a");
}

#[test]
fn with_an_early_return() {
    #[chain_span]
    async fn f(a: u8) -> impl Display {
        if a == 0 {
            return 7;
        }
        a
    }
    #[chain_span]
    fn sync(a: u8) -> impl Display {
        if a == 0 {
            return 7;
        }
        a
    }
    assert_eq!(call(f(0)).to_string(), "7");
    assert_eq!(call_sync(|| sync(0)).to_string(), "7");
}
