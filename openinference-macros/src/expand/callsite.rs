//! What is known of the function before the program runs, as an inline constant.

use openinference_semconv::SpanKind;
use openinference_semconv::keys::Key;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::expansion::Expansion;
use crate::docs;
use crate::item::Body;
use crate::literal;
use crate::names;

impl Expansion<'_> {
    /// `const { &Callsite::new(..) .. }`
    pub(super) fn callsite(&self) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let span = *span;
        let kind = Ident::new(&format!("{:?}", model.kind.span), span);
        let function = model.function.signature.ident.unraw().to_string();
        let mut options = TokenStream::new();
        let parameters: Vec<_> =
            self.recorded().map(|recorded| recorded.binding.unraw().to_string()).collect();
        if !parameters.is_empty() {
            options.extend(quote_spanned!(span=> .parameters(&[#(#parameters),*])));
        }
        if let Some(name) = model.args.expression(Key::Name).and_then(literal::string) {
            options.extend(quote_spanned!(span=> .name(#name)));
        }
        if let Some(description) = self.description() {
            options.extend(quote_spanned!(span=> .description(#description)));
        }
        if let Some(word) = model.args.choice(Key::OtelKind).filter(|word| *word != "internal") {
            let variant = Ident::new(&capitalised(&word.to_string()), span);
            options.extend(quote_spanned!(span=> .otel_kind(#rt::OtelKind::#variant)));
        }
        if model.args.choice(Key::Cancelled).is_some_and(|word| word == "unset") {
            options.extend(quote_spanned!(span=> .cancellation_is_not_error()));
        }
        if self.changes_context() {
            options.extend(quote_spanned!(span=> .changes_context()));
        }
        if model.args.expression(Key::Links).is_some() {
            options.extend(quote_spanned!(span=> .has_links()));
        }
        if let Some(said) = model.args.on_result() {
            let keys = said.pairs.iter().map(|pair| pair.key.value());
            options.extend(quote_spanned!(span=> .result_keys(&[#(#keys),*])));
        }
        if let Some(tell) = model.args.expression(Key::OnEnd) {
            options.extend(quote_spanned!(names::at(tell.span())=> .on_end(#tell)));
        }
        options.extend(self.declared_arguments());
        quote_spanned!(span=> const { &#rt::Callsite::new(#rt::SpanKind::#kind, #function) #options })
    }

    /// What a tool is for: the key where it is a literal, else the doc comment.
    pub(super) fn description(&self) -> Option<TokenStream> {
        let model = self.model;
        if model.kind.span != SpanKind::Tool {
            return None;
        }
        if let Some(description) = model.args.expression(Key::Description) {
            return literal::string(description).map(ToTokens::to_token_stream);
        }
        let inner = match &model.function.body {
            Body::Block(block) => block.inner_attributes.as_slice(),
            Body::None(_) => &[],
        };
        docs::description(model.function.attributes.iter().chain(inner))
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
