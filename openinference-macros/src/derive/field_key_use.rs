//! `#[oi(..)]` on a field: what it is.

use openinference_semconv::fields::{self, Derive, FieldKey};
use openinference_semconv::lookup;
use proc_macro2::TokenStream;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Expr, Ident, LitStr, Meta, Token};

use crate::args::{comma_separated, skip_to_comma};
use crate::error::Errors;
use crate::expand::is_function;
use crate::literal;

/// The helper attribute.
pub(super) const HELPER: &str = "oi";

/// The key for attributes that the table has no word for.
pub(super) const ATTRIBUTE: &str = "attribute";

/// One word about a field.
pub(super) struct FieldKeyUse {
    pub(super) key: Ident,
    pub(super) what: What,
}

pub(super) enum What {
    /// A key of the table.
    Row { row: &'static FieldKey, form: Form },
    /// `attribute = "key"`.
    Attribute(LitStr),
}

/// How a key of the table is said.
pub(super) enum Form {
    /// `key`: the field is it.
    Whole,
    /// `key = "name"`: the field is a member of it.
    Member(LitStr),
    /// `key = function`: what the function makes of the field is it.
    Function(Expr),
}

/// The helper attributes among others.
pub(super) fn helpers(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident(HELPER))
}

impl FieldKeyUse {
    /// Everything that is said of a field.
    pub(super) fn read(derive: Derive, attributes: &[Attribute], errors: &mut Errors) -> Vec<Self> {
        let mut uses = Vec::new();
        for helper in helpers(attributes) {
            match &helper.meta {
                Meta::List(list) if !list.tokens.is_empty() => {
                    read_list(derive, list.tokens.clone(), &mut uses, errors);
                }
                _ => errors.push(
                    helper,
                    format!(
                        "expected what the field is, as in `#[{HELPER}({})]`: {}",
                        first(derive),
                        list(derive)
                    ),
                ),
            }
        }
        uses
    }
}

fn read_list(derive: Derive, tokens: TokenStream, uses: &mut Vec<FieldKeyUse>, errors: &mut Errors) {
    let parsed = (|input: ParseStream<'_>| {
        comma_separated(input, errors, |input, errors| {
            uses.extend(word(derive, input, errors)?);
            Ok(())
        });
        Ok(())
    })
    .parse2(tokens);
    if let Err(error) = parsed {
        errors.push_parsed(error);
    }
}

/// One word, or nothing where it is a mistake of which the rest can be skipped.
fn word(derive: Derive, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<FieldKeyUse>> {
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error(format!("expected what the field is: {}", list(derive))));
    };
    let name = key.unraw().to_string();
    if name == ATTRIBUTE {
        let written = "`attribute = \"attribute.key\"`";
        if !input.peek(Token![=]) {
            return Err(syn::Error::new(key.span(), format!("expected {written}")));
        }
        input.parse::<Token![=]>()?;
        let at = input.error(format!("expected the attribute's key as a string: {written}"));
        let what = What::Attribute(input.parse().map_err(|_| at)?);
        return Ok(Some(FieldKeyUse { key, what }));
    }
    let Some(row) = fields::find(&name, derive) else {
        errors.push(&key, unknown(derive, &name));
        skip_to_comma(input);
        return Ok(None);
    };
    let form = form(row, input, errors)?;
    Ok(Some(FieldKeyUse { key, what: What::Row { row, form } }))
}

fn form(row: &'static FieldKey, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Form> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Form::Whole);
    }
    let name = row.name;
    if !input.peek(Token![=]) {
        return Err(input.error(format!("expected `,`, or a function as in `{name} = |field| ..`")));
    }
    input.parse::<Token![=]>()?;
    let value: Expr = input.parse()?;
    match literal::string(&value) {
        Some(member) if row.members => {
            if member.value().trim().is_empty() {
                errors.push(
                    member,
                    format!("the name is empty: write `{name}` alone where the field is all of it"),
                );
            }
            Ok(Form::Member(member.clone()))
        }
        Some(text) => {
            errors.push(
                text,
                format!("`{name}` has no parts: write it alone, the field's name does not matter"),
            );
            Ok(Form::Whole)
        }
        None if is_function(&value) => Ok(Form::Function(value)),
        None => {
            let or_name = if row.members { ", or the name of a member in quotes" } else { "" };
            errors.push(
                &value,
                format!("expected a closure or the path of a function{or_name}: `{name} = |field| ..`"),
            );
            Ok(Form::Whole)
        }
    }
}

/// Says what the word could have been, or which derives have it.
fn unknown(derive: Derive, name: &str) -> String {
    let this = derive.as_str();
    let others: Vec<String> = Derive::ALL
        .iter()
        .filter(|other| fields::find(name, **other).is_some())
        .map(|other| format!("`{}`", other.as_str()))
        .collect();
    if !others.is_empty() {
        return format!(
            "`{this}` has no key `{name}`: it is one of {}; the keys here are {}",
            others.join(", "),
            list(derive)
        );
    }
    let near = lookup::nearest(name, fields::of(derive).map(|row| row.name).chain([ATTRIBUTE]));
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("`{this}` has no key `{name}`; {near}the keys are {}", list(derive))
}

/// All keys, for messages.
pub(super) fn list(derive: Derive) -> String {
    let mut names: Vec<String> = fields::of(derive).map(|row| format!("`{}`", row.name)).collect();
    names.push(format!("`{ATTRIBUTE} = \"..\"`"));
    names.join(", ")
}

/// One key, as an example.
pub(super) fn first(derive: Derive) -> &'static str {
    fields::of(derive).next().map_or(ATTRIBUTE, |row| row.name)
}
