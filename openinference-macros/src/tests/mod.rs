//! Expansions and mistakes, without the compiler: functions from tokens to tokens.

mod errors;
mod keys;
mod snapshots;

use proc_macro2::TokenStream;

use crate::expand::Spans;
use crate::kind::Kind;

/// What the macro makes of an item, formatted.
fn expanded(kind: Kind, spans: Spans, arguments: TokenStream, item: TokenStream) -> String {
    let tokens = crate::annotate::annotate(kind, spans, arguments, item);
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("{error}: {tokens}"),
    }
}
