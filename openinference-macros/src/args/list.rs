//! Lists that go on after a mistake.

use proc_macro2::TokenTree;
use syn::Token;
use syn::parse::ParseStream;

use crate::error::Errors;

/// Reads `item, item, ..`. What `item` returns as an error, or leaves unread, is a mistake; the next item is read
/// all the same.
pub(crate) fn comma_separated(
    input: ParseStream<'_>,
    errors: &mut Errors,
    mut item: impl FnMut(ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    while !input.is_empty() {
        if let Err(error) = item(input, errors) {
            errors.push_parsed(error);
            skip_to_comma(input);
        }
        if input.is_empty() {
            return;
        }
        if input.parse::<Token![,]>().is_err() {
            errors.push_parsed(input.error("expected `,`: what stands before it is complete"));
            skip_to_comma(input);
            let _ = input.parse::<Token![,]>();
        }
    }
}

/// Reads up to the next comma outside of brackets.
pub(crate) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}
