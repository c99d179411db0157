//! E25: `return` and `?` in closures and async blocks are theirs.

use openinference_checklist::call;
use openinference_runtime::chain_span;

#[test]
fn closures() {
    #[chain_span]
    async fn f(a: u8) -> u16 {
        let closure = |b: u8| {
            if b == 0 {
                return 1_u8;
            }
            b
        };
        u16::from(closure(a))
    }
    assert_eq!(call(f(0)), 1);
}

#[test]
fn async_blocks() {
    #[chain_span]
    async fn f(a: u8) -> u16 {
        let block = async {
            if a == 0 {
                return "zero";
            }
            "more"
        };
        u16::from(block.await == "zero")
    }
    #[chain_span]
    async fn fallible(a: &str) -> u8 {
        let block = async { Ok::<u8, std::num::ParseIntError>(a.parse::<u8>()? + 1) };
        block.await.unwrap_or_default()
    }
    assert_eq!(call(f(0)), 1);
    assert_eq!(call(fallible("x")), 0);
}

#[test]
fn async_closures() {
    #[chain_span]
    async fn f(a: u8) -> u16 {
        let closure = async |b: u8| {
            if b == 0 {
                return "zero";
            }
            "more"
        };
        u16::from(closure(a).await == "zero")
    }
    assert_eq!(call(f(0)), 1);
}
