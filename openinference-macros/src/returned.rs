//! What the return type says of how a call finishes.
//!
//! Macros see words, not types. So only what has no name, `impl Trait`, is judged by its words here; everything else
//! (boxes, aliases, `async_trait`'s) is judged by the compiler, on the value.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::{
    GenericArgument, Path, PathArguments, PathSegment, ReturnType, Type, TypeInfer, TypeParamBound, token,
};

/// The return type, looked at.
pub(crate) struct Returned {
    /// The type with `_` for every `impl ..`.
    pub(crate) annotation: TokenStream,
    /// `-> !`
    pub(crate) never: bool,
    /// `-> ()`, or nothing written.
    pub(crate) unit: bool,
    /// No `impl ..` in it.
    pub(crate) nameable: bool,
    /// An `impl Trait` that goes on after the function has returned.
    pub(crate) opaque: Option<Opaque>,
    /// As it was written, if it was.
    pub(crate) written: Option<Type>,
}

/// An `impl Trait` whose value is wrapped.
pub(crate) struct Opaque {
    pub(crate) class: Class,
    /// In the `Ok` of a `Result`.
    pub(crate) in_result: bool,
    /// What comes out of it, with `_` for every `impl ..`: the body of `async move { text.into() }` has no type
    /// until something says so.
    pub(crate) item: Option<Type>,
}

/// What an `impl Trait` implements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Future,
    Stream,
    Iterator,
}

impl Returned {
    pub(crate) fn new(output: &ReturnType) -> Self {
        let span = Span::mixed_site();
        let ReturnType::Type(_, written) = output else {
            return Self {
                annotation: quote_spanned!(span=> ()),
                never: false,
                unit: true,
                nameable: true,
                opaque: None,
                written: None,
            };
        };
        let mut annotation = Type::clone(written);
        without_impl(&mut annotation);
        Self {
            annotation: annotation.to_token_stream(),
            never: matches!(peeled(written), Type::Never(_)),
            unit: matches!(peeled(written), Type::Tuple(tuple) if tuple.elems.is_empty()),
            nameable: annotation == **written,
            opaque: opaque(written),
            written: Some(Type::clone(written)),
        }
    }
}

/// The type inside parentheses, and inside the invisible brackets around a `$type:ty`.
fn peeled(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => peeled(&inner.elem),
        Type::Group(inner) => peeled(&inner.elem),
        _ => ty,
    }
}

fn opaque(ty: &Type) -> Option<Opaque> {
    match peeled(ty) {
        Type::ImplTrait(opaque) => {
            let (class, item) = opaque.bounds.iter().find_map(class)?;
            Some(Opaque { class, in_result: false, item })
        }
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident.to_string().ends_with("Result"))?;
            let Type::ImplTrait(opaque) = peeled(first_type(last)?) else { return None };
            let (class, item) = opaque.bounds.iter().find_map(class)?;
            Some(Opaque { class, in_result: true, item })
        }
        _ => None,
    }
}

fn first_type(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// By the trait's last word, and that of the traits that refine it.
fn class(bound: &TypeParamBound) -> Option<(Class, Option<Type>)> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let last = bound.path.segments.last()?;
    let class = match last.ident.to_string().as_str() {
        "Future" | "FusedFuture" | "TryFuture" => Class::Future,
        "Stream" | "FusedStream" | "TryStream" => Class::Stream,
        "Iterator" | "ExactSizeIterator" | "DoubleEndedIterator" | "FusedIterator" => Class::Iterator,
        _ => return None,
    };
    Some((class, item(last)))
}

/// `X` of `Future<Output = X>` or `Stream<Item = X>`.
fn item(segment: &PathSegment) -> Option<Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(assoc) if assoc.ident == "Output" || assoc.ident == "Item" => {
            let mut item = assoc.ty.clone();
            without_impl(&mut item);
            Some(item)
        }
        _ => None,
    })
}

/// Writes `_` for every `impl ..` that a return type may hold: only there can the type be named in a body.
fn without_impl(ty: &mut Type) {
    match ty {
        Type::ImplTrait(opaque) => {
            let span = crate::names::at(opaque.impl_token.span);
            *ty = Type::Infer(TypeInfer { attrs: Vec::new(), underscore_token: token::Underscore(span) });
        }
        Type::Array(inner) => without_impl(&mut inner.elem),
        Type::Group(inner) => without_impl(&mut inner.elem),
        Type::Paren(inner) => without_impl(&mut inner.elem),
        Type::Ptr(inner) => without_impl(&mut inner.elem),
        Type::Reference(inner) => without_impl(&mut inner.elem),
        Type::Slice(inner) => without_impl(&mut inner.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(without_impl),
        Type::Path(path) => without_impl_in(&mut path.path),
        Type::TraitObject(object) => {
            for bound in &mut object.bounds {
                if let TypeParamBound::Trait(bound) = bound {
                    without_impl_in(&mut bound.path);
                }
            }
        }
        _ => {}
    }
}

fn without_impl_in(path: &mut Path) {
    for segment in &mut path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            for argument in &mut arguments.args {
                match argument {
                    GenericArgument::Type(ty) => without_impl(ty),
                    GenericArgument::AssocType(assoc) => without_impl(&mut assoc.ty),
                    _ => {}
                }
            }
        }
    }
}
