//! Keys and values of attributes.

use openinference_semconv::keys::Key;
use proc_macro2::Span;
use syn::LitStr;

use crate::args::{Args, Pair, Value};
use crate::attribute_key;
use crate::error::Errors;
use crate::expand::is_function;
use crate::literal;
use crate::model::Model;

/// A span without a name cannot be found again.
pub(super) fn check_texts_are_not_empty(args: &Args, errors: &mut Errors) {
    for key in [Key::Name, Key::AgentName, Key::Description] {
        let value = args.expression(key).and_then(literal::string);
        if let Some(value) = value.filter(|value| value.value().trim().is_empty()) {
            errors.push(value, format!("`{0}` is empty: write one, or leave `{0}` out", key.as_str()));
        }
    }
}

/// A literal has the type that its key demands. Of other expressions the compiler says it.
pub(super) fn check_literals_have_the_type(args: &Args, errors: &mut Errors) {
    for entry in args.entries() {
        let Value::Expression(value) = &entry.value else { continue };
        if entry.row.form.takes_function() && is_function(value)
            || entry.row.value_type.is_none() && literal::literal(value).is_some()
        {
            continue;
        }
        if let Some(message) = literal::mismatch(value, entry.row.value_type) {
            errors.push(value, format!("`{}`: {message}", entry.row.name()));
        }
    }
    for pair in pairs(args) {
        let Ok(expected) = attribute_key::value_type(&pair.key.value()) else { continue };
        if let Some(message) = literal::mismatch(&pair.value, expected) {
            errors.push(&pair.value, format!("`{}`: {message}", pair.key.value()));
        }
    }
}

/// A key in a namespace of the conventions is one of theirs, and one that holds a value.
pub(super) fn check_keys_are_of_the_conventions(args: &Args, errors: &mut Errors) {
    for pair in pairs(args) {
        check_key(&pair.key, errors);
    }
}

fn check_key(key: &LitStr, errors: &mut Errors) {
    if let Err(message) = attribute_key::value_type(&key.value()) {
        errors.push(key, message);
    }
}

/// Before the body an attribute is said once, and of the result once: which of two would win is a guess.
pub(super) fn check_keys_are_said_once(args: &Args, errors: &mut Errors) {
    check_once(mentioned_before(args), errors);
    let of_result = args.on_result().into_iter().flat_map(|said| &said.pairs);
    check_once(of_result.map(|pair| by_key(&pair.key)), errors);
}

/// What `#[span(attribute = "..")]` says keeps both rules, also beside the arguments.
pub(super) fn check_parameters_keys(model: &Model, errors: &mut Errors) {
    let mut said: Vec<Mention> = mentioned_before(&model.args).collect();
    for parameter in &model.parameters {
        let Some(key) = &parameter.options.attribute else { continue };
        check_key(key, errors);
        if let Some(earlier) = said.iter().find(|earlier| earlier.key == key.value()) {
            errors.push(key, earlier.twice());
        } else {
            said.push(by_key(key));
        }
    }
}

/// One mention of an attribute.
struct Mention {
    key: String,
    at: Span,
    /// The key of the macro that sets it.
    how: Option<&'static str>,
}

impl Mention {
    fn twice(&self) -> String {
        match self.how {
            Some(how) => format!("the attribute `{}` is said twice: `{how}` sets it already", self.key),
            None => format!("the attribute `{}` is said twice", self.key),
        }
    }
}

fn by_key(key: &LitStr) -> Mention {
    Mention { key: key.value(), at: key.span(), how: None }
}

/// The attributes that the arguments set before the body runs.
fn mentioned_before(args: &Args) -> impl Iterator<Item = Mention> {
    let by_row = args.entries().filter_map(|entry| {
        Some(Mention {
            key: entry.row.attribute?.to_owned(),
            at: entry.key.span(),
            how: Some(entry.row.name()),
        })
    });
    by_row.chain(args.attributes().iter().map(|pair| by_key(&pair.key)))
}

fn check_once(said: impl Iterator<Item = Mention>, errors: &mut Errors) {
    let mut seen: Vec<Mention> = Vec::new();
    for each in said {
        match seen.iter().find(|earlier| earlier.key == each.key) {
            Some(earlier) => errors.push_at(each.at, earlier.twice()),
            None => seen.push(each),
        }
    }
}

/// Pairs of a key and an expression, of the arguments and of the result.
fn pairs(args: &Args) -> impl Iterator<Item = &Pair> {
    args.attributes().iter().chain(args.on_result().into_iter().flat_map(|said| &said.pairs))
}
