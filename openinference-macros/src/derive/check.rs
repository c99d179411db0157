//! The rules, one function each. They only look; what they find goes to the errors.

use std::collections::HashMap;

use openinference_semconv::fields::Level;
use quote::ToTokens as _;
use syn::Member;

use super::derived_type::{DerivedType, Shape};
use super::field_key_use::HELPER;
use super::field_key_use::{FieldKeyUse, Form, What, first, list};
use crate::attribute_key;
use crate::error::Errors;

/// All rules.
pub(super) fn check(derived: &DerivedType, errors: &mut Errors) {
    // A key that is none is a mistake already, and may have been the only one.
    if errors.is_empty() {
        check_something_is_said(derived, errors);
    }
    check_one_or_many(derived, errors);
    for shape in &derived.shapes {
        check_said_once(shape, errors);
    }
    for used in derived.key_uses() {
        check_attribute(used, errors);
    }
}

/// A derive without any key does nothing.
fn check_something_is_said(derived: &DerivedType, errors: &mut Errors) {
    if derived.key_uses().next().is_some() {
        return;
    }
    let derive = derived.derive.as_str();
    errors.push(
        &derived.name,
        format!(
            "`{derive}` reads nothing of `{}`: say of a field what it is, as in `#[{HELPER}({})]`; the keys are {}",
            derived.name,
            first(derived.derive),
            list(derived.derive)
        ),
    );
}

/// A type is one document or a list of documents.
fn check_one_or_many(derived: &DerivedType, errors: &mut Errors) {
    let level = |used: &FieldKeyUse| match &used.what {
        What::Row { row, .. } => row.level,
        What::Attribute(_) => Level::Any,
    };
    let Some(item) = derived.key_uses().find(|used| level(used) == Level::Item) else { return };
    for many in derived.key_uses().filter(|used| level(used) == Level::List) {
        errors.push(
            &many.key,
            format!(
                "`{}` is said of a list, and `{}` of one of its members: they belong to two types",
                many.key, item.key
            ),
        );
    }
}

/// No two fields are the same thing; of the variants of an enum there is one at a time.
fn check_said_once(shape: &Shape, errors: &mut Errors) {
    let mut seen: HashMap<(String, Option<String>), String> = HashMap::new();
    for field in &shape.fields {
        for used in &field.key_uses {
            let part = match &used.what {
                What::Attribute(key) => Some(key.value()),
                What::Row { form: Form::Member(name), .. } => Some(name.value()),
                What::Row { .. } => None,
            };
            let this = match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let key = used.key.to_string();
            let said_of = match &part {
                Some(part) => format!("`{key} = \"{part}\"`"),
                None => format!("`{key}`"),
            };
            match seen.get(&(key.clone(), part.clone())) {
                Some(other) if *other == this => errors.push(&used.key, format!("{said_of} is said twice")),
                Some(other) => {
                    let parts = match &used.what {
                        What::Row { row, form: Form::Whole | Form::Function(_) } if row.members => {
                            format!(": with a name, as in `{key} = \"{this}\"`, each is a member of it")
                        }
                        _ => String::new(),
                    };
                    errors
                        .push(&used.key, format!("{said_of} is said of the field `{other}` already{parts}"));
                }
                None => {
                    seen.insert((key, part), this);
                }
            }
        }
    }
}

/// A key that the user names may stand on a span.
fn check_attribute(used: &FieldKeyUse, errors: &mut Errors) {
    if let What::Attribute(key) = &used.what
        && let Err(message) = attribute_key::value_type(&key.value())
    {
        errors.push(key.to_token_stream(), message);
    }
}
