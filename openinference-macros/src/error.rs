//! Mistakes are collected, never thrown: all of an attribute show at once, and the function survives each of them.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// What was found wrong with one use of a macro.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    /// A mistake that is these tokens.
    pub(crate) fn push(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.0.push(syn::Error::new_spanned(tokens, message));
    }

    /// A mistake that stands here.
    pub(crate) fn push_at(&mut self, span: Span, message: impl Display) {
        self.0.push(syn::Error::new(span, message));
    }

    /// A mistake that the parser found.
    pub(crate) fn push_parsed(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `item` and, beside it, one `compile_error!` for each mistake. The item goes first: editors look for the
    /// original function at the beginning.
    pub(crate) fn with_item(self, item: TokenStream) -> TokenStream {
        let mut tokens = item;
        tokens.extend(self.0.into_iter().map(syn::Error::into_compile_error));
        tokens
    }
}
