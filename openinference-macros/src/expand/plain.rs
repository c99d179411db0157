//! The body as the user wrote it, for those who do not want a span in it.
//!
//! * Clippy judges the user's code: whether an `async fn` awaits, an argument had better be a reference, a lifetime may
//!   be left out. In the wrapped body every such answer would be another. So under `cfg(clippy)` the body stands as it
//!   was written; what starts its span stands beside it, type-checked and never run.
//! * Without the runtime's feature `trace` there are no spans: the same, for every compiler.

use openinference_semconv::keys::Key;
use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote_spanned};

use super::expansion::{Expansion, user_block};
use crate::item::Block;
use crate::names;

impl Expansion<'_> {
    /// Whether clippy can have the plain body: what looks at the result is type-checked only with a type that has a
    /// name. And clippy excuses a body that is nothing but `todo!()`, which beside our code it is not; parameters, which
    /// an async function binds anew, end its patience too.
    pub(super) fn may_stand_plain(&self, block: &Block) -> bool {
        (self.model.returned.nameable || !self.looks_at_result())
            && !(self.model.is_async() && self.model.function.signature.inputs.is_empty() && is_stub(block))
    }

    fn looks_at_result(&self) -> bool {
        [Key::Output, Key::OnResult, Key::ErrorIf].iter().any(|key| self.model.args.get(*key).is_some())
    }

    /// The plain body, and beside it what is checked.
    pub(super) fn beside_checks(&self, block: &Block, rebound: &[TokenStream]) -> TokenStream {
        let Self { rt, span, .. } = self;
        // The binding is ours, and has the user's name.
        let rebound: TokenStream = rebound
            .iter()
            .map(|bound| quote_spanned!(*span=> #[allow(clippy::shadow_same, reason = "bound anew")] #bound))
            .collect();
        let user = user_block(block);
        let check = if self.looks_at_result() {
            let callsite = self.callsite();
            let (start, start_name) = self.checked_start(block);
            let annotation = self.annotation();
            let (value, span_name) = (names::value(), names::span());
            let finish = self.finish();
            quote_spanned! {*span=>
                let (#value, #span_name) = #rt::run(
                    #rt::enter(#callsite, |#start_name| { #start }),
                    || -> #annotation { loop {} },
                );
                let _ = { #finish };
            }
        } else {
            // Also when nothing is to be checked: clippy must not advise a `const fn`, which cannot have a span.
            self.check_start(block)
        };
        let check = never(&check);
        quote_spanned!(*span=> #check #rebound #user)
    }

    /// What is said to the span, without the arguments, and the parameter that it is said to.
    fn checked_start(&self, block: &Block) -> (TokenStream, TokenStream) {
        let Self { rt, span, .. } = self;
        let name = names::start();
        let input = self.model.args.expression(Key::Input).map(|input| self.input(input));
        let levels = input.as_ref().map(|_| quote_spanned!(*span=> use #rt::levels::*;));
        let methods = self.method_keys();
        let attributes = self.attributes();
        let unused =
            self.not_in(block).map(|(binding, cfg)| quote_spanned!(*span=> #(#cfg)* #name.touch(&#binding);));
        let unused: TokenStream = unused.collect();
        let start = quote_spanned!(*span=> #levels #methods #input #attributes #unused);
        let parameter = if start.is_empty() { quote_spanned!(*span=> _) } else { name.to_token_stream() };
        (start, parameter)
    }

    /// The body where spans are left out. What the attribute says is type-checked and never run.
    pub(super) fn left_out(&self, block: &Block) -> TokenStream {
        let span = self.span;
        if self.model.is_async() && is_stub(block) {
            let (start, stub) = (never(&self.check_start(block)), &block.statements);
            return quote_spanned!(span=> #[cfg(not(clippy))] #start #stub);
        }
        if self.model.returned.nameable || !self.looks_at_result() {
            return self.beside_checks(block, &[]);
        }
        let Self { rt, .. } = self;
        let (start, user) = (never(&self.check_start(block)), user_block(block));
        let (callsite, annotation, finish) = (self.callsite(), self.annotation(), self.finish());
        let (value, span_name) = (names::value(), names::span());
        // Only the value itself has the type of an `impl ..`.
        let finish = never(&quote_spanned! {span=>
            let ((), #span_name) = #rt::run(#rt::enter(#callsite, |_| {}), || {});
            let _ = { #finish };
        });
        quote_spanned!(span=> #start let #value: #annotation = #user; #finish #value)
    }

    /// What is said to the span before the body runs.
    fn check_start(&self, block: &Block) -> TokenStream {
        let Self { rt, span, .. } = self;
        let callsite = self.callsite();
        let (start, start_name) = self.checked_start(block);
        // Where it looks at the result, what finishes the span says it.
        let expects_stream = self.model.args.flag(Key::Stream) && !self.looks_at_result();
        let expected =
            (expects_stream && self.model.returned.opaque.is_none()).then(|| self.expected_stream());
        quote_spanned!(*span=> #expected #rt::begin(#callsite, |#start_name| { #start });)
    }

    /// Arguments that the span uses and the body does not: the span's use counts.
    fn not_in(&self, block: &Block) -> impl Iterator<Item = (&Ident, &[syn::Attribute])> {
        let mut words = Words::default();
        if !self.model.args.flag(Key::SkipAll) && !self.model.parameters.is_empty() {
            words.collect(block.statements.clone());
        }
        self.bindings_in_reverse().filter(move |(binding, _)| {
            let name = binding.to_string();
            !name.starts_with('_') && !words.mention(&name)
        })
    }
}

/// Statements to be type-checked and never run, of which nothing is left in the function. That they end in a loop, and not
/// where the body begins, keeps the compiler from counting with what they have borrowed; that they are a closure's, which
/// nobody calls, from counting with their panics. Either would cost drop flags and room in a future.
fn never(statements: &TokenStream) -> TokenStream {
    quote_spanned! {names::site()=>
        if false {
            let _ = || { #statements };
            loop {}
        }
    }
}

/// The words of a body.
#[derive(Default)]
pub(super) struct Words {
    identifiers: HashSet<String>,
    /// `"{word}"` in a format string.
    literals: Vec<String>,
}

impl Words {
    pub(super) fn collect(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(word) => drop(self.identifiers.insert(word.to_string())),
                TokenTree::Literal(literal) => self.literals.push(literal.to_string()),
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Punct(_) => {}
            }
        }
    }

    pub(super) fn mention(&self, word: &str) -> bool {
        self.identifiers.contains(word) || self.literals.iter().any(|literal| literal.contains(word))
    }
}

/// `todo!(..)` or `unimplemented!(..)`, and nothing else.
fn is_stub(block: &Block) -> bool {
    let mut tokens = block.statements.clone().into_iter();
    matches!(tokens.next(), Some(TokenTree::Ident(word)) if word == "todo" || word == "unimplemented")
        && matches!(tokens.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!')
        && matches!(tokens.next(), Some(TokenTree::Group(_)))
        && tokens.next().is_none()
}
