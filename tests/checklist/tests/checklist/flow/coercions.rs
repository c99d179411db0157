//! E24: coercions to the return type, at the tail and at `return`; inference from it.

use std::fmt::Display;

use openinference_checklist::{call, call_sync};
use openinference_runtime::chain_span;

#[test]
fn to_a_boxed_trait_object() {
    #[chain_span]
    async fn f(a: u8) -> Box<dyn Display> {
        if a == 0 {
            return Box::new("zero");
        }
        Box::new(a)
    }
    #[chain_span]
    fn sync(a: u8) -> Box<dyn Display> {
        if a == 0 {
            return Box::new("zero");
        }
        Box::new(a)
    }
    #[chain_span]
    async fn deep() -> Result<Option<Box<dyn Display + Send>>, String> {
        Ok(Some(Box::new(1)))
    }
    assert_eq!(call(f(0)).to_string(), "zero");
    assert_eq!(call(f(1)).to_string(), "1");
    assert_eq!(call_sync(|| sync(0)).to_string(), "zero");
    assert!(call(deep()).is_ok());
}

#[test]
fn to_a_slice() {
    #[chain_span]
    async fn f(a: &[u8; 3]) -> &[u8] {
        if a[0] == 0 {
            return &[1, 2];
        }
        a
    }
    #[chain_span]
    fn sync(a: &[u8; 3]) -> &[u8] {
        if a[0] == 0 {
            return &[1, 2];
        }
        a
    }
    assert_eq!(call(f(&[0, 0, 0])), [1, 2]);
    assert_eq!(call_sync(|| sync(&[1, 0, 0])), [1, 0, 0]);
}

#[test]
fn to_a_function_pointer() {
    #[chain_span]
    async fn f() -> fn(u8) -> u8 {
        |a| a + 1
    }
    #[chain_span]
    fn sync(a: u8) -> fn(u8) -> u8 {
        if a == 0 {
            return |a| a;
        }
        |a| a + 1
    }
    assert_eq!(call(f())(1), 2);
    assert_eq!(call_sync(|| sync(1))(1), 2);
}

#[test]
fn of_a_string_to_text() {
    #[chain_span]
    async fn f(a: &String) -> &str {
        if a.is_empty() {
            return a;
        }
        a
    }
    #[chain_span]
    fn sync(a: &String) -> &str {
        a
    }
    assert_eq!(call(f(&"a".to_owned())), "a");
    assert_eq!(call_sync(|| sync(&"a".to_owned()).len()), 1);
}

#[test]
fn what_collect_makes() {
    #[chain_span]
    async fn f(a: &[u8]) -> Vec<u16> {
        a.iter().map(|b| u16::from(*b)).collect()
    }
    #[chain_span]
    async fn fallible(a: &[&str]) -> Result<Vec<u16>, std::num::ParseIntError> {
        a.iter().map(|b| b.parse()).collect()
    }
    assert_eq!(call(f(&[1])), [1]);
    assert_eq!(call(fallible(&["1"])), Ok(vec![1]));
}

#[test]
fn what_parse_makes() {
    #[chain_span]
    async fn f(a: &str) -> u8 {
        a.parse().unwrap_or_default()
    }
    #[chain_span]
    fn sync(a: &str) -> Result<u8, std::num::ParseIntError> {
        a.parse()
    }
    assert_eq!(call(f("1")), 1);
    assert_eq!(call_sync(|| sync("1")), Ok(1));
}

#[test]
fn what_default_makes() {
    #[chain_span]
    async fn f() -> Vec<String> {
        Default::default()
    }
    #[chain_span]
    fn sync() -> Vec<String> {
        Default::default()
    }
    assert!(call(f()).is_empty());
    assert!(call_sync(sync).is_empty());
}

#[test]
fn to_a_shorter_lifetime() {
    #[chain_span]
    async fn f(mut a: &str) -> usize {
        let trimmed = a.trim().to_owned();
        a = &trimmed;
        a.len()
    }
    assert_eq!(call(f(" a ")), 1);
}
