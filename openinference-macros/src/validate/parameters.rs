//! What is said of parameters.

use openinference_semconv::keys::Key;
use openinference_semconv::lookup;
use proc_macro2::Span;
use syn::ext::IdentExt as _;

use crate::args::Value;
use crate::error::Errors;
use crate::model::Model;

/// `skip(..)` names what there is, and no name twice.
pub(super) fn check_skipped_exist(model: &Model, errors: &mut Errors) {
    let names: Vec<String> = model
        .parameters
        .iter()
        .flat_map(|parameter| &parameter.bindings)
        .map(|name| name.unraw().to_string())
        .collect();
    for (index, skipped) in model.args.skipped().iter().enumerate() {
        let text = skipped.unraw().to_string();
        if text == "self" {
            errors.push(skipped, "`self` is never recorded: leave it out");
        } else if model.args.skipped().iter().take(index).any(|earlier| earlier == skipped) {
            errors.push(skipped, format!("`{text}` is named twice"));
        } else if !names.contains(&text) {
            let near = lookup::nearest(&text, names.iter().map(String::as_str));
            errors.push(
                skipped,
                match near {
                    Some(near) => format!("there is no parameter `{text}`; did you mean `{near}`?"),
                    None if names.is_empty() => {
                        format!("there is no parameter `{text}`: the function has none")
                    }
                    None => format!("there is no parameter `{text}`; there is `{}`", names.join("`, `")),
                },
            );
        }
    }
}

/// What is skipped already is not skipped once more.
pub(super) fn check_skipped_once(model: &Model, errors: &mut Errors) {
    let all = model.args.flag(Key::SkipAll);
    if let Some(skip) =
        model.args.get(Key::Skip).filter(|entry| all && matches!(entry.value, Value::Parameters(_)))
    {
        errors.push(&skip.key, "`skip_all` skips every parameter: remove one of the two");
    }
    for parameter in &model.parameters {
        let named = parameter.bindings.iter().any(|name| model.args.skipped().contains(name));
        if let Some(skip) = parameter.options.skip.filter(|_| all || named) {
            errors.push_at(skip, format!("`{}` skips it already", if all { "skip_all" } else { "skip(..)" }));
        }
    }
}

/// Whatever is said of a parameter needs a name to be said of, and an attribute has one value.
pub(super) fn check_said_of_a_name(model: &Model, errors: &mut Errors) {
    for parameter in &model.parameters {
        let options = &parameter.options;
        if let Some(at) = options.skip.or(options.redact).filter(|_| parameter.bindings.is_empty()) {
            errors.push_at(at, "the pattern names nothing that could be recorded: leave the attribute out");
        }
        if let Some(key) = options.attribute.as_ref().filter(|_| parameter.destructures) {
            errors.push(
                key,
                "a pattern has no value of its own: name the parameter, and take it apart in the body",
            );
        }
    }
}

/// A parameter is recorded, redacted or left out: one of the three.
pub(super) fn check_said_without_contradiction(model: &Model, errors: &mut Errors) {
    let all = model.args.flag(Key::SkipAll);
    for parameter in &model.parameters {
        let options = &parameter.options;
        let named = parameter.bindings.iter().any(|name| model.args.skipped().contains(name));
        let Some(redact) = options.redact else { continue };
        let mut contradiction = |at: Span, message: &str| errors.push_at(at, message);
        if all || named || options.skip.is_some() {
            contradiction(
                redact,
                "what is skipped is not even mentioned, so there is nothing to redact: write one of the two",
            );
        }
        if let Some(key) = &options.attribute {
            contradiction(
                key.span(),
                "a redacted parameter is not read, so it cannot be an attribute: write one of the two",
            );
        }
    }
}
