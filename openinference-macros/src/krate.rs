//! Where the runtime is: the only file that writes its path.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::parse::ParseStream;
use syn::{LitStr, Path};

use crate::error::Errors;

/// What generated code may name, of the very version that the macros were made for.
const PRIVATE: &str = concat!("__private", env!("CARGO_PKG_VERSION_PATCH"));

/// The runtime's crate, as generated code reaches it.
pub(crate) struct Runtime {
    root: TokenStream,
    /// Whether the key `crate` says where it is.
    is_explicit: bool,
}

impl Runtime {
    /// At the path of the key `crate`, else under its own name.
    pub(crate) fn new(path: Option<&Path>) -> Self {
        let span = Span::mixed_site();
        let root = path.map_or_else(
            || quote_spanned!(span=> ::openinference_runtime),
            |path| quote_spanned!(span=> #path),
        );
        Self { root, is_explicit: path.is_some() }
    }

    /// The crate's root: where the macros themselves are.
    pub(crate) fn root(&self) -> &TokenStream {
        &self.root
    }

    /// The module with everything that generated code names.
    pub(crate) fn private(&self) -> TokenStream {
        let root = &self.root;
        let private = Ident::new(PRIVATE, Span::mixed_site());
        quote_spanned!(Span::mixed_site()=> #root::#private)
    }

    /// The same, so that errors of what stands around it point at `at`. A path of the user's that leads nowhere is
    /// itself what is wrong, and stays where it is.
    pub(crate) fn private_at(&self, at: Span) -> TokenStream {
        if self.is_explicit {
            return self.private();
        }
        let moved = self.private().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        moved.collect()
    }
}

/// Reads the path after `key =`.
pub(crate) fn path(key: &str, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Path> {
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let _ = input.parse::<LitStr>();
        return Err(syn::Error::new(
            text.span(),
            format!("write the path without quotes: `{key} = ::{}`", text.value().trim_start_matches("::")),
        ));
    }
    let path = input.call(Path::parse_mod_style)?;
    let first = path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
    if path.leading_colon.is_none() && first != "crate" && first != "$crate" {
        errors.push(
            &path,
            "a relative path means something else in every module: begin with `::`, as in `::my_telemetry`, \
             or with `crate::`",
        );
    }
    Ok(path)
}
