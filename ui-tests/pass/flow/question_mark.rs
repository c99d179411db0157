//! E20: `?` with `From`, on `Option`, to `Box<dyn Error>`.
#![deny(warnings)]

use std::error::Error;
use std::num::ParseIntError;

use openinference_runtime::chain_span;

#[derive(Debug)]
pub struct Own(pub ParseIntError);

impl From<ParseIntError> for Own {
    fn from(error: ParseIntError) -> Self {
        Self(error)
    }
}

#[chain_span]
async fn converted(a: &str) -> Result<u8, Own> {
    Ok(a.parse::<u8>()?)
}

#[chain_span]
fn converted_sync(a: &str) -> Result<u8, Own> {
    let b = a.parse::<u8>()?;
    Ok(b)
}

#[chain_span]
async fn option(a: &[u8]) -> Option<u8> {
    Some(a.first()? + 1)
}

#[chain_span]
async fn boxed(a: &str) -> Result<u8, Box<dyn Error>> {
    let b: u8 = a.parse()?;
    if b == 0 {
        return Err("zero".into());
    }
    Err("not zero")?;
    Ok(b)
}

#[chain_span]
fn boxed_sync(a: &str) -> Result<u8, Box<dyn Error + Send + Sync>> {
    let b: u8 = a.parse()?;
    if b == 0 { Err("zero")? }
    Ok(b)
}

#[chain_span]
async fn inferred(a: &str) -> Result<Vec<u8>, Own> {
    a.split(' ').map(|word| Ok(word.parse()?)).collect()
}

fn main() {
    assert!(matches!(converted_sync("x"), Err(Own(_))));
    assert!(boxed_sync("0").is_err());
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert!(converted("x").await.is_err());
        assert_eq!(option(&[]).await, None);
        assert_eq!(boxed("0").await.unwrap_err().to_string(), "zero");
        assert_eq!(inferred("1 2").await.unwrap(), [1, 2]);
    });
}
