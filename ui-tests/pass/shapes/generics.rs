//! E07: const generics, where clauses, higher-ranked bounds, `?Sized`, unused parameters, defaults, array lengths,
//! generics of the impl.
#![deny(warnings)]

use std::fmt::{Debug, Display};

use openinference_runtime::chain_span;

#[chain_span]
async fn constant<const N: usize>(a: [u8; N]) -> usize {
    a.len() + N
}
#[chain_span]
fn constant_sync<T: Default + Copy, const N: usize>(a: [T; N]) -> [T; N] {
    let mut b = [T::default(); N];
    b.copy_from_slice(&a);
    b
}
#[chain_span]
async fn where_clause<T, U>(a: T, b: U) -> String
where
    T: Display,
    U: Into<String> + Debug,
{
    format!("{a}{}", b.into())
}
#[chain_span]
async fn higher_ranked<F>(f: F) -> usize
where
    F: for<'a> Fn(&'a str) -> &'a str,
{
    f("abc").len()
}
#[chain_span]
async fn unsized_<T: ?Sized + Debug>(a: &T) -> String {
    format!("{a:?}")
}
#[chain_span]
fn unsized_sync<T: ?Sized + Debug>(a: &T) -> String {
    format!("{a:?}")
}
#[chain_span]
async fn unused<T>() -> usize {
    size_of::<T>()
}
#[chain_span]
async fn array_length(a: [u8; 1 + 2]) -> [u8; 2 + 1] {
    a
}
#[chain_span]
async fn unbounded<T>(a: T) -> T {
    a
}
#[chain_span]
fn unbounded_sync<T>(a: T) -> T {
    a
}

pub struct Own<T, const N: usize = 2>([T; N]);

impl<T: Clone + Send, const N: usize> Own<T, N>
where
    T: PartialEq,
{
    #[chain_span]
    async fn method<U: Into<T>>(&self, a: U) -> bool {
        self.0.contains(&a.into())
    }
    #[chain_span]
    fn method_sync(&self) -> [T; N] {
        self.0.clone()
    }
}

fn main() {
    assert_eq!(constant_sync([1, 2]), [1, 2]);
    assert_eq!(unsized_sync("a"), "\"a\"");
    assert_eq!(unbounded_sync(1), 1);
    assert_eq!(Own([1, 2]).method_sync(), [1, 2]);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(constant([1, 2]).await, 4);
        assert_eq!(where_clause(1, "a").await, "1a");
        assert_eq!(higher_ranked(str::trim).await, 3);
        assert_eq!(unsized_("a").await, "\"a\"");
        assert_eq!(unused::<u8>().await, 1);
        assert_eq!(array_length([1, 2, 3]).await, [1, 2, 3]);
        assert_eq!(unbounded(1).await, 1);
        assert!(Own([1_u64, 2]).method(1_u32).await);
    });
}
