//! What became of a returned value, decided by its type through method resolution, like in
//! [`crate::record`]: a boxed future or stream, or a `Result` of one, carries the span on; everything else
//! ends it.
//!
//! `(&&&&Returned::new(&value)).__openinference_way().finish(value, span, say)`

use std::fmt::Display;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use futures_core::Stream;

use super::generated::{Outcome, Span, future, iterator, stream};
use crate::record::Failure;

/// A value that is asked how its call finishes.
#[derive(Debug)]
pub struct Returned<'a, T>(PhantomData<&'a T>);

impl<'a, T> Returned<'a, T> {
    /// Asks `value`.
    #[inline]
    pub fn new(_: &'a T) -> Self {
        Self(PhantomData)
    }
}

/// Boxed futures and streams: the call is over when they are.
pub trait Deferred: Sized {
    /// What the future gives, or one item of the stream.
    type Item;
    /// The same box around the same thing, with the span in it.
    #[must_use]
    fn defer<G>(self, span: Span, say: G) -> Self
    where
        G: Fn(&Self::Item, &mut Outcome<'_>) + Send + Sync + 'static;
}

type PinBox<T> = Pin<Box<T>>;

macro_rules! deferred {
    ($($make:ident $kind:ident<$item:ident> in $boxed:ident::$new:ident: $([$($auto:ident)*])*;)*) => {$($(
        impl<'a, T: 'a> Deferred for $boxed<dyn $kind<$item = T> $(+ $auto)* + 'a> {
            type Item = T;

            fn defer<G>(self, span: Span, say: G) -> Self
            where
                G: Fn(&T, &mut Outcome<'_>) + Send + Sync + 'static,
            {
                if span.is_none() { self } else { Box::$new($make(self, span, say)) }
            }
        }
    )*)*};
}

deferred! {
    future Future<Output> in PinBox::pin: [] [Send] [Send Sync];
    future Future<Output> in Box::new: [Unpin] [Send Unpin] [Send Sync Unpin];
    stream Stream<Item> in PinBox::pin: [] [Send] [Send Sync];
    stream Stream<Item> in Box::new: [Unpin] [Send Unpin] [Send Sync Unpin];
    iterator Iterator<Item> in Box::new: [] [Send] [Send Sync];
}

/// Results that `stream` accepts when the return type does not say `impl Stream`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no stream that a span can follow",
    label = "`stream` needs `impl Stream`, `impl Iterator` or a box of one",
    note = "box it: `Pin<Box<dyn Stream<Item = ..> + Send>>`, which `futures::StreamExt::boxed` makes"
)]
pub trait StreamResult {}

macro_rules! stream_results {
    ($($kind:ident in $boxed:ident: $([$($auto:ident)*])*;)*) => {$($(
        // The message says what to write; a list of these would drown it.
        #[diagnostic::do_not_recommend]
        impl<'a, T: 'a> StreamResult for $boxed<dyn $kind<Item = T> $(+ $auto)* + 'a> {}
    )*)*};
}

stream_results! {
    Stream in PinBox: [] [Send] [Send Sync];
    Stream in Box: [Unpin] [Send Unpin] [Send Sync Unpin];
    Iterator in Box: [] [Send] [Send Sync];
}

impl<T: StreamResult, E> StreamResult for Result<T, E> {}

/// Makes the compiler say at the return type that it is no stream.
#[inline]
pub fn expect_stream<T: StreamResult + ?Sized>() {}

/// The call is over: its result is the value.
#[derive(Debug)]
pub struct AtOnce<T>(PhantomData<T>);

impl<T> AtOnce<T> {
    /// Ends the span by the value.
    #[inline]
    pub fn finish(self, value: T, span: Span, say: impl FnOnce(&T, &mut Outcome<'_>)) -> T {
        span.finish(|outcome| say(&value, outcome));
        value
    }
}

/// The call goes on in what it returned.
#[derive(Debug)]
pub struct Later<T>(PhantomData<T>);

impl<T: Deferred> Later<T> {
    /// Puts the span into the value.
    #[inline]
    pub fn finish<G>(self, value: T, span: Span, say: G) -> T
    where
        G: Fn(&T::Item, &mut Outcome<'_>) + Send + Sync + 'static,
    {
        value.defer(span, say)
    }
}

/// The call goes on in what it returned, unless it failed before; `failure` is what is known of its error.
#[derive(Debug)]
pub struct LaterOrFailed<T, E> {
    failure: fn(&E) -> Failure<'_>,
    value: PhantomData<T>,
}

impl<T: Deferred, E> LaterOrFailed<T, E> {
    /// Puts the span into the value, or ends it by the error.
    ///
    /// # Errors
    /// The function's own.
    #[inline]
    pub fn finish<G>(self, result: Result<T, E>, span: Span, say: G) -> Result<T, E>
    where
        G: Fn(&T::Item, &mut Outcome<'_>) + Send + Sync + 'static,
    {
        match result {
            Ok(value) => Ok(value.defer(span, say)),
            Err(error) => {
                span.finish(|outcome| outcome.error((self.failure)(&error)));
                Err(error)
            }
        }
    }
}

/// First: a boxed future or stream.
pub trait LaterLevel {
    /// What it is.
    type Value;
    /// Level 1: it finishes later.
    fn __openinference_way(&self) -> Later<Self::Value>;
}

impl<T: Deferred> LaterLevel for &&&Returned<'_, T> {
    type Value = T;

    #[inline]
    fn __openinference_way(&self) -> Later<T> {
        Later(PhantomData)
    }
}

/// Second: a `Result` of one, with an error that can be shown.
pub trait LaterOrShownLevel {
    /// What `Ok` holds.
    type Value;
    /// What `Err` holds.
    type Error;
    /// Level 2: it finishes later, or has failed.
    fn __openinference_way(&self) -> LaterOrFailed<Self::Value, Self::Error>;
}

impl<T: Deferred, E: Display> LaterOrShownLevel for &&Returned<'_, Result<T, E>> {
    type Value = T;
    type Error = E;

    #[inline]
    fn __openinference_way(&self) -> LaterOrFailed<T, E> {
        LaterOrFailed { failure: Failure::shown, value: PhantomData }
    }
}

/// Third: a `Result` of one, with an error that cannot.
pub trait LaterOrNamedLevel {
    /// What `Ok` holds.
    type Value;
    /// What `Err` holds.
    type Error;
    /// Level 3: it finishes later, or has failed.
    fn __openinference_way(&self) -> LaterOrFailed<Self::Value, Self::Error>;
}

impl<T: Deferred, E> LaterOrNamedLevel for &Returned<'_, Result<T, E>> {
    type Value = T;
    type Error = E;

    #[inline]
    fn __openinference_way(&self) -> LaterOrFailed<T, E> {
        LaterOrFailed { failure: Failure::named, value: PhantomData }
    }
}

/// Last: a value.
pub trait AtOnceLevel {
    /// Its type.
    type Value;
    /// Level 4: it has finished.
    fn __openinference_way(&self) -> AtOnce<Self::Value>;
}

impl<T> AtOnceLevel for Returned<'_, T> {
    type Value = T;

    #[inline]
    fn __openinference_way(&self) -> AtOnce<T> {
        AtOnce(PhantomData)
    }
}
