//! Nothing is silently ignored: a key that can have no effect on this function is a mistake.
//!
//! Macros see words, not types: an alias may be anything. So these rules speak only where the words are certain.

use openinference_semconv::keys::Key;
use syn::Type;

use crate::args::{Args, Entry};
use crate::error::Errors;
use crate::model::Model;
use crate::returned::Class;

/// The output is said, or left out.
pub(super) fn check_output_is_said_once(args: &Args, errors: &mut Errors) {
    if let (Some(skip), Some(_)) = (args.get(Key::SkipOutput), args.get(Key::Output)) {
        errors.push(&skip.key, "`output` says what is recorded of the result: remove one of the two");
    }
}

/// `skip_all` needs a parameter.
pub(super) fn check_there_is_something_to_skip(model: &Model, errors: &mut Errors) {
    if let Some(skip) = model.args.get(Key::SkipAll).filter(|_| model.parameters.is_empty()) {
        errors.push(&skip.key, "the function has no parameters to skip: leave `skip_all` out");
    }
}

/// Whatever looks at the result needs one.
pub(super) fn check_there_is_a_result(model: &Model, errors: &mut Errors) {
    let keys = [Key::Output, Key::SkipOutput, Key::OnResult, Key::ErrorIf];
    for entry in keys.into_iter().filter_map(|key| model.args.get(key)) {
        if model.returned.never {
            errors.push(
                &entry.key,
                format!("the function never returns: `{}` has no effect", entry.row.name()),
            );
        } else if model.returned.unit && entry.row.key != Key::Output {
            errors.push(
                &entry.key,
                format!("the function returns nothing: `{}` has no effect", entry.row.name()),
            );
        }
    }
}

/// `error_if` needs a `Result`.
pub(super) fn check_there_may_be_an_error(model: &Model, errors: &mut Errors) {
    let returned = model.returned.written.as_ref().filter(|ty| is_plain(ty));
    if let (Some(entry), Some(_)) = (model.args.get(Key::ErrorIf), returned) {
        errors.push(&entry.key, "the function returns no `Result`: `error_if` has no effect");
    }
}

/// `cancelled` needs a future: only what waits can be dropped before its end.
pub(super) fn check_there_is_something_to_cancel(model: &Model, errors: &mut Errors) {
    let Some(entry) = model.args.get(Key::Cancelled).filter(|_| !model.is_async()) else { return };
    let at_once = match &model.returned.written {
        None => true,
        Some(ty) => model.returned.never || is_plain(ty),
    };
    if at_once {
        errors.push(
            &entry.key,
            "the function is not async, so nothing can cancel it: `cancelled` has no effect",
        );
    }
}

/// `stream` needs a stream or an iterator.
pub(super) fn check_there_may_be_a_stream(model: &Model, errors: &mut Errors) {
    let Some(entry) = model.args.get(Key::Stream) else { return };
    let wrong = |entry: &Entry, errors: &mut Errors, what: &str| {
        errors.push(
            &entry.key,
            format!(
                "the function returns {what}: `stream` needs `impl Stream`, `impl Iterator`, or a box of one"
            ),
        );
    };
    match &model.returned.opaque {
        Some(opaque) if opaque.class == Class::Future => wrong(entry, errors, "a future"),
        Some(_) => {}
        None if model.returned.never => wrong(entry, errors, "never"),
        None if model.returned.written.is_none() || model.returned.unit => wrong(entry, errors, "nothing"),
        None if model.returned.written.as_ref().is_some_and(is_plain) => {
            wrong(entry, errors, "a plain value");
        }
        None => {}
    }
}

/// A type whose words leave no doubt: it is no `Result`, no future and no stream, under whatever name.
fn is_plain(ty: &Type) -> bool {
    const PLAIN: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
        "u128", "usize",
    ];
    match ty {
        Type::Array(_) | Type::Slice(_) | Type::Tuple(_) | Type::Ptr(_) | Type::FnPtr(_) => true,
        Type::Reference(reference) => {
            matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str"))
                || is_plain(&reference.elem)
        }
        Type::Paren(inner) => is_plain(&inner.elem),
        Type::Group(inner) => is_plain(&inner.elem),
        Type::Path(path) => {
            path.qself.is_none()
                && path
                    .path
                    .get_ident()
                    .is_some_and(|name| PLAIN.iter().any(|plain| name == plain) || name == "String")
        }
        _ => false,
    }
}
