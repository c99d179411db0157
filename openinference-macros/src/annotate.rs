//! From a macro's two token streams to one: reads, validates, expands. What is wrong shows, the item survives.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Ident, Visibility};

use crate::args::Args;
use crate::error::Errors;
use crate::expand::Spans;
use crate::impl_block::{self, ImplBlock};
use crate::item::Function;
use crate::kind::Kind;
use crate::model::Model;
use crate::{expand, validate};

/// What the macro makes of the item.
pub(crate) fn annotate(kind: Kind, spans: Spans, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let read = if impl_block::is_one(&item) {
        ImplBlock::read(item.clone()).map(|block| impl_block::expand(kind, arguments, &block))
    } else {
        Function::read(item.clone())
            .map(|function| annotate_function(kind, spans, arguments, function))
            .map_err(|error| unsupported_item_error(kind, &item).unwrap_or(error))
    };
    read.unwrap_or_else(|error| with_error(error, item))
}

fn annotate_function(kind: Kind, spans: Spans, arguments: TokenStream, function: Function) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::parse(kind, arguments, &mut errors);
    let model = Model::new(kind, args, function, &mut errors);
    validate::check(&model, &mut errors);
    if errors.is_empty() { expand::function(&model, spans) } else { errors.with_item(model.plain()) }
}

fn with_error(error: syn::Error, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    errors.push_parsed(error);
    errors.with_item(item)
}

/// The mistake of an attribute on something that is no function: what it is, at its keyword.
fn unsupported_item_error(kind: Kind, item: &TokenStream) -> Option<syn::Error> {
    let attribute = kind.attribute;
    if let Some(semicolon) = declaration(item) {
        return Some(syn::Error::new(semicolon, validate::item::no_body(kind)));
    }
    let mut found = None;
    let _ = (|input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        found = input.parse::<TokenStream>()?.into_iter().find_map(|token| match token {
            TokenTree::Ident(word) => known_item(word),
            _ => None,
        });
        Ok(())
    })
    .parse2(item.clone());
    let (at, what) = found?;
    Some(match what.as_str() {
        "gen" => syn::Error::new(
            at,
            format!("`#[{attribute}]` cannot follow a generator: return `impl Stream` or `impl Iterator`"),
        ),
        "trait" => syn::Error::new(
            at,
            format!(
                "a trait runs no code: write `#[{attribute}]` on its default methods, or where it is implemented"
            ),
        ),
        _ => syn::Error::new(
            at,
            format!("`#[{attribute}]` belongs on a function, a method or an `impl` block, not on `{what}`"),
        ),
    })
}

/// The semicolon of a function without a body whose head is none that we know, as `safe fn` of a foreign block.
fn declaration(item: &TokenStream) -> Option<Span> {
    let is_function =
        item.clone().into_iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
    match item.clone().into_iter().last() {
        Some(TokenTree::Punct(mark)) if mark.as_char() == ';' && is_function => Some(mark.span()),
        _ => None,
    }
}

/// The keyword of an item, if the word is one. A function's is none: its mistake is another.
fn known_item(word: Ident) -> Option<(Span, String)> {
    const ITEMS: [&str; 12] = [
        "struct",
        "enum",
        "union",
        "trait",
        "mod",
        "type",
        "static",
        "const",
        "use",
        "extern",
        "macro_rules",
        "gen",
    ];
    let text = word.to_string();
    (text == "fn" || ITEMS.contains(&text.as_str()))
        .then(|| (word.span(), text))
        .filter(|(_, text)| text != "fn")
}
