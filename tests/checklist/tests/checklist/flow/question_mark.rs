//! E20: `?`.

use std::error::Error;
use std::num::ParseIntError;

use openinference_checklist::{call, call_sync, spanned};
use openinference_runtime::chain_span;

#[derive(Debug)]
struct Own;

impl From<ParseIntError> for Own {
    fn from(_: ParseIntError) -> Self {
        Self
    }
}

#[test]
fn with_from() {
    #[chain_span]
    async fn f(a: &str) -> Result<u8, Own> {
        Ok(a.parse::<u8>()?)
    }
    #[chain_span]
    async fn inferred(a: &str) -> Result<Vec<u8>, Own> {
        a.split(' ').map(|word| Ok(word.parse()?)).collect()
    }
    #[chain_span]
    fn sync(a: &str) -> Result<u8, Own> {
        Ok(a.parse::<u8>()?)
    }
    assert!(call(f("x")).is_err());
    assert_eq!(call(inferred("1 2")).ok(), Some(vec![1, 2]));
    assert!(call_sync(|| sync("x")).is_err());
}

#[test]
fn on_an_option() {
    #[chain_span]
    async fn f(a: &[u8]) -> Option<u8> {
        Some(a.first()? + 1)
    }
    #[chain_span]
    fn sync(a: &[u8]) -> Option<u8> {
        Some(a.first()? + 1)
    }
    assert_eq!(call(f(&[])), None);
    assert_eq!(call_sync(|| sync(&[1])), Some(2));
}

#[test]
fn to_a_boxed_error() {
    #[chain_span]
    async fn f(a: &str) -> Result<u8, Box<dyn Error>> {
        let b: u8 = a.parse()?;
        if b == 0 {
            return Err("zero".into());
        }
        Err("not zero")?;
        Ok(b)
    }
    #[chain_span]
    fn sync(a: &str) -> Result<u8, Box<dyn Error + Send + Sync>> {
        let b: u8 = a.parse()?;
        if b == 0 {
            Err("zero")?
        }
        Ok(b)
    }
    let (value, span) = spanned(f("0"));
    assert_eq!(value.expect_err("zero").to_string(), "zero");
    assert!(span.status.is_error());
    assert!(call_sync(|| sync("x")).is_err());
}
