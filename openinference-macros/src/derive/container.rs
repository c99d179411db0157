//! `#[oi(..)]` on the type itself.

use openinference_semconv::fields::{self, Derive};
use openinference_semconv::lookup;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Meta, Path, Token, WherePredicate, parenthesized, token};

use super::field_key_use;
use super::field_key_use::HELPER;
use crate::args::comma_separated;
use crate::error::Errors;
use crate::krate;

/// What is said of the type.
#[derive(Default)]
pub(super) struct Container {
    /// The path of `crate`.
    pub(super) runtime: Option<Path>,
    /// What generic parameters have to be for the fields to be read.
    pub(super) bound: Option<Punctuated<WherePredicate, Token![,]>>,
}

const WRITTEN: &str = "`#[oi(crate = ::path)]` or `#[oi(bound(T: Trait))]`";

impl Container {
    pub(super) fn read(derive: Derive, attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut container = Self::default();
        for helper in field_key_use::helpers(attributes) {
            let Meta::List(list) = &helper.meta else {
                errors.push(helper, format!("on a type, expected {WRITTEN}"));
                continue;
            };
            let parsed = (|input: ParseStream<'_>| {
                comma_separated(input, errors, |input, errors| container.key(derive, input, errors));
                Ok(())
            })
            .parse2(list.tokens.clone());
            if let Err(error) = parsed {
                errors.push_parsed(error);
            }
        }
        container
    }

    fn key(&mut self, derive: Derive, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        let key = input.call(Ident::parse_any)?;
        let name = key.unraw().to_string();
        let is_second = match name.as_str() {
            "crate" => {
                input.parse::<Token![=]>()?;
                self.runtime.replace(krate::path("crate", input, errors)?).is_some()
            }
            "bound" => {
                if !input.peek(token::Paren) {
                    return Err(syn::Error::new(key.span(), "expected `bound(T: Trait)`"));
                }
                let bounds;
                parenthesized!(bounds in input);
                self.bound.replace(Punctuated::parse_terminated(&bounds)?).is_some()
            }
            _ => return Err(syn::Error::new(key.span(), unknown(derive, &name))),
        };
        if is_second {
            errors.push(&key, format!("`{name}` is given twice"));
        }
        Ok(())
    }
}

fn unknown(derive: Derive, name: &str) -> String {
    if fields::find(name, derive).is_some() || name == field_key_use::ATTRIBUTE {
        return format!("`{name}` says what a field is: write `#[{HELPER}({name})]` on it");
    }
    let near = lookup::nearest(name, ["crate", "bound"]);
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("a type has no key `{name}`; {near}expected {WRITTEN}")
}
