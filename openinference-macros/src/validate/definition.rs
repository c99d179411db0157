//! What is offered to a model is known before any call.

use openinference_semconv::keys::Key;
use quote::ToTokens as _;
use syn::{Expr, GenericParam};

use crate::compiled_in;
use crate::error::Errors;
use crate::expand::nameable;
use crate::literal;
use crate::model::Model;

/// How long the name of a tool may be, for every API.
const LONGEST_NAME: usize = 64;

/// `definition` needs a name that models can say, types that are written down, and nothing of a call.
pub(super) fn check_definition(model: &Model, errors: &mut Errors) {
    let Some(definition) = model.args.definition() else { return };
    if !compiled_in::SCHEMA {
        errors.push(definition, "`definition` needs the feature `schema` of `openinference-runtime`");
    }
    if let Some(parameters) = model.args.get(Key::Parameters) {
        errors.push(
            &parameters.key,
            "`definition` says what the parameters are, from the function's arguments: remove one of the two",
        );
    }
    for key in [Key::Name, Key::Description] {
        if let Some(value) = model.args.expression(key).filter(|value| !is_constant(value, model)) {
            errors.push(value, format!("a definition is made before any call: with `definition`, `{}` is a literal or a constant", key.as_str()));
        }
    }
    if let Some(name) = model.args.expression(Key::Name).and_then(literal::string) {
        let text = name.value();
        let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        if !text.chars().all(fits) || text.len() > LONGEST_NAME {
            errors.push(
                name,
                format!("no model can call a tool of this name: use letters, digits, `_` and `-`, {LONGEST_NAME} at most"),
            );
        }
    }
    let generic = model.function.signature.generics.params.iter();
    for parameter in generic.filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_))) {
        errors.push(
            parameter,
            "a definition is of one function: with `definition`, a tool has no generic parameters",
        );
    }
    for parameter in model.recorded_parameters() {
        if nameable(parameter.ty.to_token_stream()).is_none() {
            errors.push(
                &parameter.ty,
                "a type without a name has no JSON schema: name the type, or skip the argument with `#[span(skip)]`",
            );
        }
    }
}

/// Whether the expression is a literal, or a path that may be a constant's.
fn is_constant(value: &Expr, model: &Model) -> bool {
    let is_argument = |path: &syn::ExprPath| {
        let mut bindings = model.parameters.iter().flat_map(|parameter| &parameter.bindings);
        path.path.get_ident().is_some_and(|name| bindings.any(|binding| binding == name))
    };
    match value {
        Expr::Path(path) => !is_argument(path),
        _ => literal::string(value).is_some(),
    }
}
