//! Parameters that the body may give a shorter lifetime: `text = &trimmed` for `mut text: &str`.
//!
//! An async function may do that, a plain one may not. But what an async block captures keeps its lifetime, so these are
//! bound anew inside, in their own words:
//!
//! ```text
//! async fn f(mut text: &str) { .. }      becomes      async fn f(text: &str) { .. let mut text = text; .. }
//! ```

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote_spanned};
use syn::{FnArg, Pat, PatType, Signature};

/// Takes the `mut` of such parameters off, which callers do not see, and gives the new bindings.
pub(super) fn rebind(signature: &mut Signature) -> Vec<TokenStream> {
    let typed = signature.inputs.iter_mut().filter_map(|argument| match argument {
        FnArg::Typed(typed) => Some(typed),
        FnArg::Receiver(_) => None,
    });
    typed.filter_map(binding).collect()
}

fn binding(parameter: &mut PatType) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let Pat::Ident(plain) = &mut *parameter.pat else { return None };
    if plain.by_ref.is_some() || plain.subpat.is_some() || !has_lifetime(parameter.ty.to_token_stream()) {
        return None;
    }
    let mutability = plain.mutability.take()?;
    let name = &plain.ident;
    let cfg = parameter.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Some(quote_spanned!(span=> #(#cfg)* let #mutability #name = #name;))
}

/// Whether a reference or a lifetime is among the words of a type.
fn has_lifetime(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Punct(mark) => matches!(mark.as_char(), '&' | '\''),
        TokenTree::Group(group) => has_lifetime(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
