//! An `async fn` as a `fn` that returns the future around its body.
//!
//! Without a coroutine around that future a call costs less, a chain of calls may be deeper, and the compiler has less to
//! do. Where somebody could tell, the function stays an `async fn` ([`Expansion::may_return_future`]).
//!
//! ```text
//! async fn f(mut a: A, (b, _): B) -> C { .. }      becomes
//!
//! fn f(a: A, arg_1: B) -> impl Future<Output = C> {
//!     instrumented(async move { let mut a = a; let arg_1 = arg_1; let (b, _) = arg_1; .. }, |value, span| ..)
//! }
//! ```
//!
//! Every parameter is moved into the block as the compiler does it, so that everything is dropped when it would be. `impl`
//! has the edition of this crate, whose rules say that it captures all lifetimes.

use std::collections::HashSet;

use openinference_semconv::keys::Key;
use proc_macro2::{Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, format_ident, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Attribute, FnArg, Pat, PatIdent, PatType, ReturnType, Signature};

use super::expansion::{Expansion, user_block};
use super::plain::Words;
use crate::item::Block;
use crate::names;

/// Attributes that mean the same on both forms.
const HARMLESS: [&str; 10] =
    ["allow", "cfg", "cold", "deny", "deprecated", "doc", "expect", "forbid", "inline", "warn"];

/// Tools whose attributes change nothing.
const TOOLS: [&str; 3] = ["clippy", "rust_analyzer", "rustfmt"];

impl Expansion<'_> {
    /// Whether nobody can tell the function from an `async fn`. Other macros would see another function; the compiler asks
    /// that the future be used in other words for `must_use`; what looks at the result may name no parameter, for those are
    /// gone by then; and an `impl ..` in the return type has the edition of whoever wrote it.
    pub(super) fn may_return_future(&self, block: &Block) -> bool {
        let model = self.model;
        model.is_async()
            && model.returned.nameable
            && !model.returned.never
            && model.function.attributes.iter().all(is_harmless)
            && self.may_stand_plain(block)
            && !self.result_names_parameters()
    }

    fn result_names_parameters(&self) -> bool {
        let args = &self.model.args;
        let mut words = Words::default();
        for key in [Key::Output, Key::ErrorIf] {
            words.collect(args.expression(key).map(ToTokens::to_token_stream).unwrap_or_default());
        }
        for pair in args.on_result().into_iter().flat_map(|pairs| &pairs.pairs) {
            words.collect(pair.value.to_token_stream());
        }
        let bindings = self.model.parameters.iter().flat_map(|parameter| &parameter.bindings);
        words.mention("self") || bindings.into_iter().any(|binding| words.mention(&binding.to_string()))
    }

    /// The function that returns a future; beside it the `async fn`, for tools that look at what the user wrote.
    pub(super) fn returning_future(&self, block: &Block) -> TokenStream {
        let Self { span, model, .. } = self;
        let function = &model.function;
        let whole = |signature: &Signature, content: TokenStream| {
            let mut tokens = TokenStream::new();
            function.head_to_tokens(signature, &mut tokens);
            let mut all = TokenStream::new();
            all.append_all(&block.inner_attributes);
            all.extend(content);
            tokens.append(block.braces(all));
            tokens
        };
        let plain = whole(&function.signature, self.beside_checks(block, &[]));
        let mut signature = function.signature.clone();
        let moved = move_in(&mut signature);
        self.return_future(&mut signature);
        // What is moved in first keeps its order by that.
        let traced =
            Expansion { model, rt: self.rt.clone(), span: self.span, touches: false }.future(block, &moved);
        let traced = whole(&signature, traced);
        quote_spanned!(*span=> #[cfg(any(doc, clippy))] #plain #[cfg(not(any(doc, clippy)))] #traced)
    }

    fn return_future(&self, signature: &mut Signature) {
        signature.asyncness = None;
        let span = names::site();
        let output = match &signature.output {
            ReturnType::Default => quote_spanned!(span=> ()),
            ReturnType::Type(_, written) => written.to_token_stream(),
        };
        let end = match &signature.output {
            ReturnType::Default => signature.paren_token.span.close(),
            ReturnType::Type(_, _) => output.clone().into_iter().last().map_or(span, |last| last.span()),
        };
        // The head ends with what the user wrote: the compiler points at it as at the function.
        let mut close = Punct::new('>', Spacing::Alone);
        close.set_span(end);
        let returned = quote_spanned!(span=> impl ::core::future::Future<Output = #output #close);
        signature.output =
            ReturnType::Type(syn::token::RArrow(span), Box::new(syn::Type::Verbatim(returned)));
    }

    fn future(&self, block: &Block, moved: &TokenStream) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let (callsite, start, start_name) = (self.callsite(), self.start(), names::start());
        let (value, span_name) = (names::value(), names::span());
        let (anchor, user, finish) = (self.infer_return_type(), user_block(block), self.finish());
        let always = self.changes_context();
        let begin = quote_spanned!(*span=> #rt::begin(#callsite, |#start_name| { #start }););
        // The compiler speaks of the block as of the function: it shall point at the function's name.
        let name = names::at(model.function.signature.ident.span());
        let body = quote_spanned!(name=> async move { #moved #begin #anchor #user });
        quote_spanned!(*span=> #rt::instrumented(#body, #always, |#value, #span_name| { #finish }))
    }
}

fn is_harmless(attribute: &Attribute) -> bool {
    let path = attribute.path();
    match path.get_ident() {
        Some(name) => HARMLESS.iter().any(|harmless| name == harmless),
        None => path.segments.first().is_some_and(|tool| TOOLS.iter().any(|known| tool.ident == known)),
    }
}

/// Gives every parameter a plain name, and moves it in, in the order of declaration, in the user's own words.
fn move_in(signature: &mut Signature) -> TokenStream {
    let mut taken = HashSet::new();
    let mut moved = TokenStream::new();
    for (index, argument) in signature.inputs.iter_mut().enumerate() {
        match argument {
            FnArg::Receiver(receiver) => {
                let this = &receiver.self_token;
                moved.extend(quote_spanned!(names::site()=> let _ = &#this;));
            }
            FnArg::Typed(parameter) => moved.extend(move_one(parameter, index, &mut taken)),
        }
    }
    moved
}

fn move_one(parameter: &mut PatType, index: usize, taken: &mut HashSet<String>) -> TokenStream {
    let span = names::site();
    let pattern = parameter.pat.clone();
    let (cfg, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut parameter.attrs).into_iter().partition(|one| one.path().is_ident("cfg"));
    let plain = match &*pattern {
        Pat::Ident(plain) if plain.subpat.is_none() && plain.by_ref.is_none() => Some(&plain.ident),
        _ => None,
    };
    // Parameters that a macro names alike are told apart by their hygiene, which ours have not.
    let name = match plain {
        Some(plain) if taken.insert(plain.to_string()) => {
            let mut name = plain.clone();
            name.set_span(names::at(plain.span()));
            name
        }
        _ => format_ident!("__openinference_arg_{index}", span = names::at(pattern.span())),
    };
    let bound = bind(&name);
    *parameter.pat = bound;
    parameter.attrs = cfg.clone();
    let statement = quote_spanned!(span=> #(#cfg)* #(#others)* let #pattern = #name;);
    if plain.is_some() {
        statement
    } else {
        let mutability = borrows_mutably(pattern.to_token_stream()).then(|| quote_spanned!(span=> mut));
        quote_spanned!(span=> #(#cfg)* let #mutability #name = #name; #statement)
    }
}

/// Whether a pattern has a `ref mut`.
fn borrows_mutably(pattern: TokenStream) -> bool {
    let mut after_ref = false;
    pattern.into_iter().any(|token| match token {
        TokenTree::Ident(word) => std::mem::replace(&mut after_ref, word == "ref") && word == "mut",
        TokenTree::Group(group) => borrows_mutably(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn bind(name: &Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: name.clone(),
        subpat: None,
    })
}
