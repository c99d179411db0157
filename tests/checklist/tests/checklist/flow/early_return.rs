//! E21: early return.

use openinference_checklist::{call, call_sync, spanned};
use openinference_runtime::chain_span;

#[test]
fn plain() {
    #[chain_span]
    async fn f(a: u8) -> u8 {
        if a == 0 {
            return 7;
        }
        a
    }
    #[chain_span]
    async fn of_nothing(a: u8) {
        if a == 0 {
            return;
        }
        panic!("not reached");
    }
    let (value, span) = spanned(f(0));
    assert_eq!((value, span.text("output.value")), (7, Some("7")));
    call(of_nothing(0));
}

#[test]
fn in_a_loop() {
    #[chain_span]
    async fn f(a: &[u8]) -> u8 {
        for b in a {
            if *b > 1 {
                return *b;
            }
        }
        0
    }
    #[chain_span]
    fn sync(a: &[u8]) -> u8 {
        for b in a {
            if *b > 1 {
                return *b;
            }
        }
        0
    }
    assert_eq!(call(f(&[1, 2])), 2);
    assert_eq!(call_sync(|| sync(&[1, 2])), 2);
}

#[test]
fn in_a_match() {
    #[chain_span]
    async fn f(a: Option<u8>) -> u8 {
        match a {
            Some(0) => return 7,
            Some(b) => b,
            None => return 0,
        }
    }
    assert_eq!(call(f(Some(0))), 7);
}

#[test]
fn in_let_else() {
    #[chain_span]
    async fn f(a: Option<u8>) -> u8 {
        let Some(b) = a else { return 7 };
        b
    }
    assert_eq!(call(f(None)), 7);
}

#[test]
fn in_a_labelled_block() {
    #[chain_span]
    async fn f(a: u8) -> u8 {
        let b = 'block: {
            if a == 0 {
                break 'block 1;
            }
            if a == 1 {
                return 7;
            }
            a
        };
        b + 1
    }
    assert_eq!(call(f(0)), 2);
    assert_eq!(call(f(1)), 7);
}

#[test]
fn in_select() {
    #[chain_span]
    async fn f(a: u8) -> u8 {
        tokio::select! {
            biased;
            () = std::future::ready(()) => return a,
            () = std::future::pending() => {}
        }
        0
    }
    assert_eq!(call(f(1)), 1);
}
