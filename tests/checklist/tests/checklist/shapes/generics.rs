//! E07: generics.

use std::fmt::Debug;

use openinference_checklist::{call, spanned};
use openinference_runtime::chain_span;

#[test]
fn constant() {
    #[chain_span]
    async fn f<const N: usize>(a: [u8; N]) -> usize {
        a.len() + N
    }
    assert_eq!(call(f([1, 2])), 4);
}

#[test]
fn where_clause() {
    #[chain_span]
    async fn f<T, U>(a: T) -> U
    where
        T: Into<U> + Clone,
        U: Default + PartialEq,
    {
        let b: U = a.clone().into();
        if b == U::default() { b } else { a.into() }
    }
    assert_eq!(call(f::<u8, u16>(1)), 1);
}

#[test]
fn for_every_lifetime() {
    #[chain_span]
    async fn f<F>(a: F) -> usize
    where
        F: for<'a> Fn(&'a str) -> &'a str,
    {
        a(" a ").len()
    }
    assert_eq!(call(f(str::trim)), 1);
}

#[test]
fn unsized_type() {
    #[chain_span]
    async fn f<T: ?Sized + AsRef<str>>(a: &T) -> usize {
        a.as_ref().len()
    }
    assert_eq!(call(f::<str>("a")), 1);
}

#[test]
fn unused_parameter() {
    #[chain_span]
    async fn f<T>() -> usize {
        size_of_it::<T>()
    }
    fn size_of_it<T>() -> usize {
        std::mem::size_of::<T>()
    }
    assert_eq!(call(f::<u16>()), 2);
}

#[test]
fn bounds_with_defaults() {
    trait Add<Rhs = Self> {
        fn add(&self, other: &Rhs) -> u8;
    }
    impl Add for u8 {
        fn add(&self, other: &u8) -> u8 {
            self + other
        }
    }
    #[chain_span]
    async fn f<T: Add>(a: T, b: T) -> u8 {
        a.add(&b)
    }
    assert_eq!(call(f(1, 2)), 3);
}

#[test]
fn array_length_by_expression() {
    const N: usize = 1;
    #[chain_span]
    async fn f(a: [u8; N + 1]) -> [u8; N * 2] {
        a
    }
    assert_eq!(call(f([1, 2])), [1, 2]);
}

#[test]
fn of_the_impl_block() {
    struct Own<T, const N: usize>([T; N]);
    impl<T: Clone + Debug, const N: usize> Own<T, N> {
        #[chain_span]
        async fn f<U: From<T>>(&self, index: usize) -> Option<U> {
            self.0.get(index % N).cloned().map(U::from)
        }
    }
    let (value, span) = spanned(Own([1_u8, 2]).f::<u16>(3));
    assert_eq!((value, span.name.as_str()), (Some(2), "Own::f"));
}
