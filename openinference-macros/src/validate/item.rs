//! What the attribute may stand on.

use crate::error::Errors;
use crate::item::Body;
use crate::kind::Kind;
use crate::model::Model;

/// A `const fn` may run at compile time, where there are no spans.
pub(super) fn check_is_not_const(model: &Model, errors: &mut Errors) {
    if let Some(constness) = &model.function.signature.constness {
        errors.push(
            constness,
            format!(
                "a `const fn` may run at compile time, where there are no spans: remove `const` or `#[{}]`",
                model.kind.attribute
            ),
        );
    }
}

/// A declaration runs no code: the attribute belongs on what implements it.
pub(super) fn check_has_a_body(model: &Model, errors: &mut Errors) {
    if let Body::None(semicolon) = &model.function.body {
        errors.push(semicolon, no_body(model.kind));
    }
}

/// What is said of a declaration.
pub(crate) fn no_body(kind: Kind) -> String {
    format!("a function without a body has no span: write `#[{}]` where it is implemented", kind.attribute)
}

/// The arguments behind `...` cannot be passed on.
pub(super) fn check_is_not_variadic(model: &Model, errors: &mut Errors) {
    if let Some(variadic) = &model.function.signature.variadic {
        errors.push(variadic, "a function with C-variadic arguments cannot have a span: wrap the call of it");
    }
}
