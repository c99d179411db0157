//! Where the runtime is: the only file that writes its path.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Path;

/// What generated code may name, of the very version that the macros were made for.
const PRIVATE: &str = concat!("__private", env!("CARGO_PKG_VERSION_PATCH"));

/// The runtime's crate, as generated code reaches it.
pub(crate) struct Runtime(TokenStream);

impl Runtime {
    /// At the path of the key `crate`, else under its own name.
    pub(crate) fn new(path: Option<&Path>) -> Self {
        let span = Span::mixed_site();
        Self(path.map_or_else(
            || quote_spanned!(span=> ::openinference_runtime),
            |path| quote_spanned!(span=> #path),
        ))
    }

    /// The crate's root: where the macros themselves are.
    pub(crate) fn root(&self) -> &TokenStream {
        &self.0
    }

    /// The module with everything that generated code names.
    pub(crate) fn private(&self) -> TokenStream {
        let root = &self.0;
        let private = Ident::new(PRIVATE, Span::mixed_site());
        quote_spanned!(Span::mixed_site()=> #root::#private)
    }
}
