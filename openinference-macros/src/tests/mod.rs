//! Expansions and mistakes, without the compiler: functions from tokens to tokens.

mod errors;
mod keys;
mod snapshots;

use proc_macro2::TokenStream;

use crate::expand::Spans;
use crate::kind::Kind;

/// The macro for a kind of span, by the kind's value.
fn kind(value: &str) -> Kind {
    value.parse().ok().and_then(Kind::of).unwrap()
}

#[test]
fn every_kind_of_the_table_with_a_macro_has_it() {
    let mut declared = crate::MACROS.to_vec();
    declared.sort_by_key(|kind| kind.span);
    assert_eq!(declared, Kind::all().collect::<Vec<_>>());
}

/// What the macro makes of an item, formatted.
fn expanded(kind: Kind, spans: Spans, arguments: TokenStream, item: TokenStream) -> String {
    let tokens = crate::annotate::annotate(kind, spans, arguments, item);
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("{error}: {tokens}"),
    }
}
