//! E29: arguments without a type that is known.

use std::fmt::{Debug, Display};

use openinference_checklist::{call, call_sync};
use openinference_runtime::chain_span;

#[test]
fn trait_objects() {
    #[chain_span]
    async fn f(a: &dyn Display, b: Box<dyn Debug + Send>) -> String {
        format!("{a}{b:?}")
    }
    assert_eq!(call(f(&1, Box::new(2))), "12");
}

#[test]
fn mutable_trait_objects() {
    #[chain_span]
    async fn f(a: &mut dyn Iterator<Item = u8>) -> usize {
        a.count()
    }
    #[chain_span]
    fn sync(a: &mut dyn FnMut(u8)) {
        a(1);
    }
    assert_eq!(call(f(&mut [1, 2].into_iter())), 2);
    let mut sum = 0;
    call_sync(|| sync(&mut |a| sum += a));
    assert_eq!(sum, 1);
}

#[test]
fn boxed_functions_to_call_once() {
    #[chain_span]
    async fn f(a: Box<dyn FnOnce(u8) -> u8 + Send>) -> u8 {
        a(1)
    }
    assert_eq!(call(f(Box::new(|a| a + 1))), 2);
}

#[test]
fn function_pointers_with_elided_lifetimes() {
    #[chain_span]
    async fn f(a: fn(&str) -> &str, b: for<'a> fn(&'a str) -> &'a str) -> usize {
        a(" a").len() + b("b ").len()
    }
    assert_eq!(call(f(str::trim, str::trim)), 2);
}
