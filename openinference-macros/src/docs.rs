//! The doc comment as a tool's description.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The description that doc comments make: a literal, or a `concat!` when some of it is
/// `#[doc = include_str!(..)]`. `None`: no doc comment, or an empty one.
pub(crate) fn description<'a>(attributes: impl Iterator<Item = &'a Attribute>) -> Option<TokenStream> {
    let parts: Vec<&Expr> = attributes.filter_map(doc).collect();
    let lines: Option<Vec<String>> = parts.iter().map(|part| literal(part)).collect();
    let span = Span::mixed_site();
    match lines {
        Some(lines) => {
            let text = unindented(&lines);
            (!text.is_empty()).then(|| quote_spanned!(span=> #text))
        }
        None => {
            let parts = parts.iter().map(|part| match literal(part) {
                Some(line) => unindented(&[line]).to_token_stream(),
                None => part.to_token_stream(),
            });
            Some(quote_spanned!(span=> ::core::concat!(#(#parts, "\n"),*)))
        }
    }
}

/// The expression of `#[doc = ..]`.
fn doc(attribute: &Attribute) -> Option<&Expr> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => Some(&doc.value),
        _ => None,
    }
}

fn literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

/// The lines without the indentation that all of them share, which for `/// text` is one space.
fn unindented(lines: &[String]) -> String {
    let lines: Vec<&str> = lines.iter().flat_map(|part| part.split('\n')).collect();
    let indentation = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> =
        lines.iter().map(|line| line.get(indentation..).unwrap_or("").trim_end()).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}
