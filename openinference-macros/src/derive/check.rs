//! The rules, one function each. They only look; what they find goes to the errors.

use std::collections::HashMap;

use openinference_semconv::fields::Level;
use quote::ToTokens as _;
use syn::Member;

use super::said::{Form, Said, What, first, list};
use super::{HELPER, Own, Shape};
use crate::attribute_key;
use crate::error::Errors;

/// All rules.
pub(super) fn check(own: &Own, errors: &mut Errors) {
    // A key that is none is a mistake already, and may have been the only one.
    if errors.is_empty() {
        check_something_is_said(own, errors);
    }
    check_one_or_many(own, errors);
    for shape in &own.shapes {
        check_said_once(shape, errors);
    }
    for said in own.said() {
        check_attribute(said, errors);
    }
}

/// A derive without any key does nothing.
fn check_something_is_said(own: &Own, errors: &mut Errors) {
    if own.said().next().is_some() {
        return;
    }
    let derive = own.derive.as_str();
    errors.push(
        &own.name,
        format!(
            "`{derive}` reads nothing of `{}`: say of a field what it is, as in `#[{HELPER}({})]`; the keys are {}",
            own.name,
            first(own.derive),
            list(own.derive)
        ),
    );
}

/// A type is one document or a list of documents.
fn check_one_or_many(own: &Own, errors: &mut Errors) {
    let level = |said: &Said| match &said.what {
        What::Row { row, .. } => row.level,
        What::Attribute(_) => Level::Any,
    };
    let Some(item) = own.said().find(|said| level(said) == Level::Item) else { return };
    for many in own.said().filter(|said| level(said) == Level::List) {
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
        for said in &field.said {
            let part = match &said.what {
                What::Attribute(key) => Some(key.value()),
                What::Row { form: Form::Member(name), .. } => Some(name.value()),
                What::Row { .. } => None,
            };
            let this = match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let key = said.key.to_string();
            let said_of = match &part {
                Some(part) => format!("`{key} = \"{part}\"`"),
                None => format!("`{key}`"),
            };
            match seen.get(&(key.clone(), part.clone())) {
                Some(other) if *other == this => errors.push(&said.key, format!("{said_of} is said twice")),
                Some(other) => {
                    let parts = match &said.what {
                        What::Row { row, form: Form::Whole | Form::Function(_) } if row.members => {
                            format!(": with a name, as in `{key} = \"{this}\"`, each is a member of it")
                        }
                        _ => String::new(),
                    };
                    errors
                        .push(&said.key, format!("{said_of} is said of the field `{other}` already{parts}"));
                }
                None => {
                    seen.insert((key, part), this);
                }
            }
        }
    }
}

/// A key that the user names may stand on a span.
fn check_attribute(said: &Said, errors: &mut Errors) {
    if let What::Attribute(key) = &said.what
        && let Err(message) = attribute_key::value_type(&key.value())
    {
        errors.push(key.to_token_stream(), message);
    }
}
