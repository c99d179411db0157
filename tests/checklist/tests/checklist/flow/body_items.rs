//! E26: items in the body that shadow what the signature names.

use openinference_checklist::{call, call_sync};
use openinference_runtime::chain_span;

#[derive(Debug, PartialEq)]
pub struct Answer(u8);

fn answer(a: u8) -> Answer {
    Answer(a)
}

mod other {
    pub struct Answer(pub u16);
}

#[test]
fn a_use() {
    #[chain_span]
    async fn f(a: u8) -> Answer {
        use other::Answer;
        answer(u8::try_from(Answer(u16::from(a)).0).unwrap_or_default())
    }
    assert_eq!(call(f(1)), Answer(1));
}

#[test]
fn a_type_alias() {
    #[chain_span]
    fn f(a: u8) -> Result<u8, String> {
        type Result = std::result::Result<u8, String>;
        let result: Result = Ok(a);
        result
    }
    assert_eq!(call_sync(|| f(1)), Ok(1));
}

#[test]
fn a_structure() {
    #[chain_span]
    async fn f(a: u8) -> Answer {
        struct Answer(u8);
        answer(Answer(a).0)
    }
    assert_eq!(call(f(1)), self::Answer(1));
}

#[test]
fn a_macro() {
    #[chain_span]
    async fn f(a: Vec<u8>) -> Vec<u8> {
        macro_rules! vec {
            ($a:expr) => {
                $a + 1
            };
        }
        a.into_iter().map(|b| vec![b]).collect()
    }
    assert_eq!(call(f(vec![1])), [2]);
}

#[test]
fn a_constant() {
    const N: usize = 1;
    #[chain_span]
    async fn f(a: [u8; N]) -> [u8; N] {
        const N: u8 = 7;
        [a[0] + N]
    }
    assert_eq!(call(f([1])), [8]);
}
