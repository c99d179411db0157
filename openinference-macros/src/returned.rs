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
    /// By its words, nothing that goes on after the function has returned.
    pub(crate) at_once: bool,
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
                at_once: true,
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
            at_once: words::at_once(peeled(written)),
            nameable: annotation == **written,
            opaque: opaque(written),
            written: Some(Type::clone(written)),
        }
    }
}

/// What words can say of types.
///
/// A name may be an alias of anything, but who calls a boxed stream `String` gets no more than a span that ends early.
pub(crate) mod words {
    use syn::{PathArguments, Type, TypePath};

    use super::{first_type, peeled};

    /// Names of types that are no future and no stream.
    const AT_ONCE: [&str; 32] = [
        "bool",
        "char",
        "f32",
        "f64",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "isize",
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "usize",
        "BTreeMap",
        "BTreeSet",
        "Bytes",
        "Cow",
        "Duration",
        "HashMap",
        "HashSet",
        "Instant",
        "Option",
        "PathBuf",
        "Self",
        "String",
        "SystemTime",
        "Value",
        "Vec",
        "VecDeque",
    ];

    /// Whether the value is all that comes: no future, no stream, and no `Result` of one.
    pub(crate) fn at_once(ty: &Type) -> bool {
        match ty {
            Type::Path(path) => match last(path) {
                Some((name, None)) => AT_ONCE.contains(&name.as_str()),
                Some((name, Some(first))) => {
                    AT_ONCE.contains(&name.as_str()) || name == "Result" && at_once(peeled(first))
                }
                None => false,
            },
            // What is not something else is a value without a name, or some trait that is none of ours.
            Type::ImplTrait(_) | Type::Never(_) => true,
            _ => is_plain(ty),
        }
    }

    /// The last word of a path, and the first type in its brackets.
    fn last(path: &TypePath) -> Option<(String, Option<&Type>)> {
        let last = path.path.segments.last().filter(|_| path.qself.is_none())?;
        match &last.arguments {
            PathArguments::Parenthesized(_) => None,
            _ => Some((last.ident.to_string(), first_type(last))),
        }
    }

    /// A type without a name, in which nothing can hide: neither a `Result` nor what goes on later.
    pub(crate) fn is_plain(ty: &Type) -> bool {
        matches!(
            peeled(ty),
            Type::Array(_)
                | Type::FnPtr(_)
                | Type::Ptr(_)
                | Type::Reference(_)
                | Type::Slice(_)
                | Type::Tuple(_)
        )
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
