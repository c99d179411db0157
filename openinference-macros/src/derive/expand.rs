//! From a derive's item to what it generates.

use openinference_semconv::fields::Derive;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::check;
use super::derived_type::DerivedType;
use super::implement;
use crate::error::Errors;

/// What a derive generates, or its mistakes.
pub(crate) fn expand(derive: Derive, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let own = match syn::parse2::<DeriveInput>(item) {
        Ok(input) => DerivedType::new(derive, input, &mut errors),
        Err(error) => {
            errors.push_parsed(error);
            None
        }
    };
    if let Some(derived) = &own {
        check::check(derived, &mut errors);
    }
    match own.filter(|_| errors.is_empty()) {
        Some(derived) => implement::implement(&derived),
        None => errors.with_item(quote!()),
    }
}
