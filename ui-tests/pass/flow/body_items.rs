//! E26: items in the body, some of which shadow the types of the signature.
#![deny(warnings)]

use openinference_runtime::chain_span;

#[derive(Debug, PartialEq)]
pub struct Answer(u8);

#[chain_span]
async fn shadowing(a: u8) -> Answer {
    fn make(a: u8) -> super_::Answer {
        super_::Answer(a)
    }
    mod super_ {
        pub use super::Answer;
    }
    mod inner {
        pub struct Answer(pub u16);
    }
    use inner::Answer;
    let other = Answer(u16::from(a));
    make(u8::try_from(other.0).unwrap())
}

#[chain_span]
fn shadowing_sync(a: u8) -> Result<u8, String> {
    type Result = std::result::Result<u8, String>;
    let result: Result = Ok(a);
    result
}

#[chain_span]
async fn items(a: u8) -> u8 {
    use std::cmp::max;
    const LEAST: u8 = 2;
    static MOST: u8 = 9;
    struct Own(u8);
    impl Own {
        fn get(self) -> u8 {
            self.0
        }
    }
    enum Choice {
        One,
    }
    macro_rules! plus_one {
        ($a:expr) => {
            $a + 1
        };
    }
    let Choice::One = Choice::One;
    plus_one!(Own(max(a, LEAST)).get().min(MOST))
}

fn main() {
    assert_eq!(shadowing_sync(1), Ok(1));
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(shadowing(1).await, Answer(1));
        assert_eq!(items(1).await, 3);
    });
}
