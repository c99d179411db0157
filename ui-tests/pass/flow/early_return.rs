//! E21: early return from loops, matches, let-else, labelled blocks and `select!`; E25: closures and async blocks keep
//! their own.
#![deny(warnings)]

use openinference_runtime::chain_span;

#[chain_span]
async fn in_loop(a: &[u8]) -> u8 {
    for b in a {
        if *b > 1 {
            return *b;
        }
    }
    0
}

#[chain_span]
fn in_loop_sync(a: &[u8]) -> u8 {
    for b in a {
        if *b > 1 {
            return *b;
        }
    }
    0
}

#[chain_span]
async fn in_match(a: Option<u8>) -> u8 {
    match a {
        Some(0) => return 7,
        Some(b) => b,
        None => return 0,
    }
}

#[chain_span]
async fn in_let_else(a: Option<u8>) -> u8 {
    let Some(b) = a else { return 0 };
    b
}

#[chain_span]
async fn in_block(a: u8) -> u8 {
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

#[chain_span]
async fn in_select(a: u8) -> u8 {
    tokio::select! {
        biased;
        () = std::future::ready(()) => return a,
        () = std::future::pending() => {}
    }
    0
}

#[chain_span]
async fn in_nested(a: u8) -> u8 {
    let closure = |b: u8| {
        if b == 0 {
            return 1;
        }
        b
    };
    let block = async {
        if a == 0 {
            return 1;
        }
        a
    };
    let async_closure = async |b: u8| {
        if b == 0 {
            return 1;
        }
        b
    };
    closure(a) + block.await + async_closure(a).await
}

#[chain_span]
async fn of_nothing(a: u8) {
    if a == 0 {
        return;
    }
    assert!(a > 0);
}

fn main() {
    assert_eq!(in_loop_sync(&[1, 2]), 2);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(in_loop(&[1, 2]).await, 2);
        assert_eq!(in_match(None).await, 0);
        assert_eq!(in_let_else(None).await, 0);
        assert_eq!(in_block(1).await, 7);
        assert_eq!(in_select(1).await, 1);
        assert_eq!(in_nested(0).await, 3);
        of_nothing(0).await;
    });
}
