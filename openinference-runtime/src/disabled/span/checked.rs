//! What generated code says, to be type-checked: it stands beside the body of the function, in a branch that is never taken.

use std::fmt::Display;
use std::future::Future;
use std::marker::PhantomData;

use futures_core::Stream;

use super::{IntoLinks, IntoParent};
use crate::key::AttributeKey;
use crate::record::{AttributeValue, Captured, Failure, ty};
use crate::span::callsite::Callsite;

#[derive(Debug)]
pub struct Start<'c>(PhantomData<&'c ()>);

impl Start<'_> {
    pub fn self_type(&mut self, _: &'static str) {}

    pub fn name<N: Display>(&mut self, _: impl FnOnce() -> N) {}

    pub fn parent<P: IntoParent<Way>, Way>(&mut self, _: impl FnOnce() -> P) {}

    pub fn links<L: IntoLinks>(&mut self, _: impl FnOnce() -> L) {}

    pub fn session<V: AttributeValue<ty::String>>(&mut self, _: impl FnOnce() -> V) {}

    pub fn user<V: AttributeValue<ty::String>>(&mut self, _: impl FnOnce() -> V) {}

    pub fn metadata<V: AttributeValue<ty::Json>>(&mut self, _: impl FnOnce() -> V) {}

    pub fn tags<V: AttributeValue<ty::StringList>>(&mut self, _: impl FnOnce() -> V) {}

    pub fn attribute<Type, V: AttributeValue<Type>>(&mut self, _: AttributeKey, _: impl FnOnce() -> V) {}

    pub fn input(&mut self, _: impl FnOnce(&mut ValueSink<'_>)) {}

    pub fn argument(&mut self, _: usize, _: Captured<'_>) {}

    pub fn redacted<T: ?Sized>(&mut self, _: usize, _: &T) {}

    pub fn touch<T: ?Sized>(&mut self, _: &T) {}
}

#[derive(Debug)]
pub struct ValueSink<'a>(PhantomData<&'a ()>);

impl ValueSink<'_> {
    pub fn put(&mut self, _: Captured<'_>) {}
}

#[derive(Debug)]
pub struct Outcome<'a>(PhantomData<&'a ()>);

impl Outcome<'_> {
    pub fn output(&mut self, _: Captured<'_>) {}

    pub fn output_with(&mut self, _: impl FnOnce(&mut ValueSink<'_>)) {}

    pub fn attribute<Type, V: AttributeValue<Type>>(&mut self, _: AttributeKey, _: impl FnOnce() -> V) {}

    pub fn error(&mut self, _: Failure<'_>) {}

    pub fn error_if(&mut self, _: Failure<'_>, _: impl FnOnce() -> bool) {}
}

#[derive(Debug)]
pub struct Span(());

impl Span {
    pub(super) fn is_none(&self) -> bool {
        true
    }

    pub(super) fn finish(self, _: impl FnOnce(&mut Outcome<'_>)) {}
}

#[derive(Debug)]
pub struct Entered(());

pub fn begin(_: &'static Callsite, _: impl FnOnce(&mut Start<'_>)) {}

pub fn enter(_: &'static Callsite, _: impl FnOnce(&mut Start<'_>)) -> Entered {
    Entered(())
}

pub fn run<T>(_: Entered, body: impl FnOnce() -> T) -> (T, Span) {
    (body(), Span(()))
}

pub fn finish(_: Span, _: impl FnOnce(&mut Outcome<'_>)) {}

pub fn future<F, G>(future: F, _: Span, _: G) -> F
where
    F: Future,
    G: Fn(&F::Output, &mut Outcome<'_>),
{
    future
}

pub fn stream<S, G>(stream: S, _: Span, _: G) -> S
where
    S: Stream,
    G: Fn(&S::Item, &mut Outcome<'_>),
{
    stream
}

pub fn iterator<I, G>(iterator: I, _: Span, _: G) -> I
where
    I: Iterator,
    G: Fn(&I::Item, &mut Outcome<'_>),
{
    iterator
}
