//! What may be given as a span's parent or link.

use std::marker::PhantomData;

use crate::current_context;
use crate::opentelemetry::Context;
use crate::opentelemetry::trace::{SpanContext, TraceContextExt};

use super::SpanHandle;
use super::ids::SpanIds;
use crate::propagation::{ExtractCarrier, Propagation};

/// Something that names a parent span: a [`SpanHandle`], a [`Context`], a [`SpanContext`], or a carrier of propagation
/// headers (anything [`ExtractCarrier`]: maps of strings, HTTP headers, messages); each of them also as a reference, and as an
/// `Option`.
///
/// `Way` only tells the implementations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a span's parent",
    label = "expected a Context, a SpanContext or a reference to a carrier of headers",
    note = "carriers are HashMap<String, String>, JSON objects, what implements opentelemetry::propagation::Extractor, \
            and the headers of protocols whose feature is enabled"
)]
pub trait IntoParent<Way> {
    /// The Context whose span is the parent; `None` leaves the current one.
    fn into_parent(self) -> Option<Context>;
}

/// Ways to name a parent.
pub mod way {
    /// By a Context.
    #[derive(Debug)]
    pub enum ByContext {}
    /// By a span context.
    #[derive(Debug)]
    pub enum BySpanContext {}
    /// By a carrier of headers.
    #[derive(Debug)]
    pub struct ByCarrier<Way>(super::PhantomData<Way>);
    /// By a carrier of headers that nobody else needs.
    #[derive(Debug)]
    pub struct ByOwnedCarrier<Way>(super::PhantomData<Way>);
    /// By a reference to one of the others: what generated code makes of an argument that is a reference.
    #[derive(Debug)]
    pub struct Through<Way>(super::PhantomData<Way>);
    /// Marker: the `Option` implementations.
    #[derive(Debug)]
    pub struct OptionalParent<Way>(super::PhantomData<Way>);
}

impl IntoParent<way::ByContext> for Context {
    fn into_parent(self) -> Option<Context> {
        Some(self)
    }
}

impl IntoParent<way::ByContext> for &Context {
    fn into_parent(self) -> Option<Context> {
        Some(self.clone())
    }
}

impl IntoParent<way::ByContext> for SpanHandle {
    fn into_parent(self) -> Option<Context> {
        Some(self.context().clone())
    }
}

impl IntoParent<way::ByContext> for &SpanHandle {
    fn into_parent(self) -> Option<Context> {
        Some(self.context().clone())
    }
}

impl IntoParent<way::BySpanContext> for SpanContext {
    fn into_parent(self) -> Option<Context> {
        self.is_valid().then(|| current_context::get().with_remote_span_context(self))
    }
}

impl IntoParent<way::BySpanContext> for &SpanContext {
    fn into_parent(self) -> Option<Context> {
        self.clone().into_parent()
    }
}

impl<T: ExtractCarrier<Way>, Way> IntoParent<way::ByCarrier<Way>> for &T {
    fn into_parent(self) -> Option<Context> {
        let cx = Propagation::new().remote(&current_context::get(), self);
        let named = cx.span().span_context().clone();
        (named.is_valid() && named.is_remote()).then_some(cx)
    }
}

/// One by one, and not for every `T: IntoParent`: an optional carrier is a carrier, and would be both.
macro_rules! perhaps {
    ($($one:ty: $way:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoParent<way::OptionalParent<$way>> for Option<$one> {
            fn into_parent(self) -> Option<Context> {
                self?.into_parent()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoParent<way::OptionalParent<$way>> for Option<&$one> {
            fn into_parent(self) -> Option<Context> {
                self?.into_parent()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoParent<way::OptionalParent<$way>> for &Option<&$one> {
            fn into_parent(self) -> Option<Context> {
                (*self)?.into_parent()
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoParent<way::OptionalParent<$way>> for &Option<$one> {
            fn into_parent(self) -> Option<Context> {
                self.as_ref()?.into_parent()
            }
        }
    )*};
}

perhaps!(Context: way::ByContext, SpanHandle: way::ByContext, SpanContext: way::BySpanContext);

#[diagnostic::do_not_recommend]
impl<T: ExtractCarrier<Way>, Way> IntoParent<way::OptionalParent<way::ByCarrier<Way>>> for Option<&T> {
    fn into_parent(self) -> Option<Context> {
        self?.into_parent()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ExtractCarrier<Way>, Way> IntoParent<way::OptionalParent<way::ByCarrier<Way>>> for &Option<&T> {
    fn into_parent(self) -> Option<Context> {
        (*self)?.into_parent()
    }
}

impl<'a, T: ?Sized, Way> IntoParent<way::Through<Way>> for &&'a T
where
    &'a T: IntoParent<Way>,
{
    fn into_parent(self) -> Option<Context> {
        (*self).into_parent()
    }
}

impl<T: ExtractCarrier<Way>, Way> IntoParent<way::ByOwnedCarrier<Way>> for T {
    fn into_parent(self) -> Option<Context> {
        (&self).into_parent()
    }
}

/// Spans to link to: one, some or none of [`SpanHandle`]s, [`SpanContext`]s and [`Context`]s.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be linked to",
    label = "expected a SpanContext, a Context, or a list or Option of them"
)]
pub trait IntoLinks {
    /// Calls `link` with each span.
    fn each(self, link: &mut dyn FnMut(SpanContext));
}

impl IntoLinks for SpanContext {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self);
    }
}

impl IntoLinks for &SpanContext {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.clone());
    }
}

impl IntoLinks for Context {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.span().span_context().clone());
    }
}

impl IntoLinks for &Context {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.span().span_context().clone());
    }
}

impl IntoLinks for SpanHandle {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.span_context());
    }
}

impl IntoLinks for &SpanHandle {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.span_context());
    }
}

impl<T: IntoLinks> IntoLinks for Option<T> {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.into_iter().for_each(|one| one.each(link));
    }
}

impl<'a, T> IntoLinks for &'a Option<T>
where
    &'a T: IntoLinks,
{
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.iter().for_each(|one| one.each(link));
    }
}

impl<T: IntoLinks> IntoLinks for Vec<T> {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.into_iter().for_each(|one| one.each(link));
    }
}

impl<T: IntoLinks, const N: usize> IntoLinks for [T; N] {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.into_iter().for_each(|one| one.each(link));
    }
}

impl<'a, T> IntoLinks for &'a [T]
where
    &'a T: IntoLinks,
{
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.iter().for_each(|one| one.each(link));
    }
}

impl<'a, T> IntoLinks for &'a Vec<T>
where
    &'a T: IntoLinks,
{
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        self.iter().for_each(|one| one.each(link));
    }
}

impl<'a, T: ?Sized> IntoLinks for &&'a T
where
    &'a T: IntoLinks,
{
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        (*self).each(link);
    }
}

impl IntoLinks for SpanIds {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link(self.into());
    }
}

impl IntoLinks for &SpanIds {
    fn each(self, link: &mut dyn FnMut(SpanContext)) {
        link((*self).into());
    }
}
