//! The annotated function, put together from its parts.

use proc_macro2::{Ident, TokenStream};
use quote::{TokenStreamExt as _, quote_spanned};
use syn::spanned::Spanned;

use super::expansion::{Expansion, user_block};
use super::rebind;
use crate::item::{Block, Body};
use crate::model::Model;
use crate::names;

/// Whether spans are made of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spans {
    Made,
    /// The runtime's feature `trace` is off.
    LeftOut,
}

/// The annotated function.
pub(crate) fn function(model: &Model, spans: Spans) -> TokenStream {
    let Body::Block(block) = &model.function.body else { return model.plain() };
    let expansion = Expansion { model, rt: model.runtime.private(), span: names::site(), touches: true };
    if spans == Spans::Made && expansion.may_return_future(block) {
        let mut tokens = expansion.returning_future(block);
        tokens.extend(expansion.definition());
        return tokens;
    }
    let mut signature = model.function.signature.clone();
    let rebinds = spans == Spans::Made && model.is_async();
    let rebound = if rebinds { rebind::rebind(&mut signature) } else { Vec::new() };
    let mut content = TokenStream::new();
    content.append_all(&block.inner_attributes);
    content.extend(if spans == Spans::LeftOut {
        expansion.left_out(block)
    } else if expansion.may_stand_plain(block) {
        let (plain, traced) = (expansion.beside_checks(block, &rebound), expansion.traced(block, &rebound));
        quote_spanned!(names::site()=> #[cfg(clippy)] { #plain } #[cfg(not(clippy))] { #traced })
    } else {
        expansion.traced(block, &rebound)
    });
    let mut tokens = TokenStream::new();
    model.function.head_to_tokens(&signature, &mut tokens);
    tokens.append(block.braces(content));
    tokens.extend(expansion.definition());
    tokens
}

impl Expansion<'_> {
    /// The body in a span.
    fn traced(&self, block: &Block, rebound: &[TokenStream]) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let callsite = self.callsite();
        let start = self.start();
        let start_name = names::start();
        let (value, span_name) = (names::value(), names::span());
        let user = user_block(block);
        // The compiler speaks of the block and the closure as of the function: it shall point at the function's name.
        let name = names::at(model.function.signature.ident.span());
        let call = if model.is_async() {
            let anchor = self.infer_return_type();
            let begin = quote_spanned!(*span=> #rt::begin(#callsite, |#start_name| { #start }););
            let body = quote_spanned!(name=> async move { #begin #anchor #(#rebound)* #user });
            let instrument = if self.changes_context() { "instrument_context" } else { "instrument" };
            let instrument = Ident::new(instrument, *span);
            quote_spanned!(*span=> #rt::#instrument(#body).await)
        } else if model.tracks_caller() {
            return self.tracked(&user);
        } else {
            let annotation = self.annotation();
            let touches = self.capture_in_drop_order();
            let body = quote_spanned!(name=> move || -> #annotation { #touches #user });
            let finish = self.finish_or_never();
            return quote_spanned! {*span=>
                #rt::call(#rt::enter(#callsite, |#start_name| { #start }), #body, |#value, #span_name| { #finish })
            };
        };
        let finish = self.finish_or_never();
        quote_spanned! {*span=>
            let (#value, #span_name) = #call;
            #finish
        }
    }

    /// What becomes of the value; a function that never returns has none.
    fn finish_or_never(&self) -> TokenStream {
        let (span, value) = (self.span, names::value());
        if self.model.returned.never { quote_spanned!(span=> match #value {}) } else { self.finish() }
    }

    /// The body of a function with `#[track_caller]`. In a closure its caller would be the runtime.
    fn tracked(&self, user: &TokenStream) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let (callsite, start) = (self.callsite(), self.start());
        let (start_name, value, span_name) = (names::start(), names::value(), names::span());
        let track = quote_spanned!(*span=> #rt::track(#rt::enter(#callsite, |#start_name| { #start })));
        if model.returned.never {
            return quote_spanned!(*span=> let #span_name = #track; #user);
        }
        let annotation = self.annotation();
        let finish = self.finish();
        quote_spanned! {*span=>
            let #span_name = #track;
            let #value: #annotation = #user;
            let #span_name = #span_name.finished();
            #finish
        }
    }

    /// Tells the async block its type before the body: coercions and errors stay those of the plain function.
    /// An `async` block, unlike a closure, has no place for it.
    pub(super) fn infer_return_type(&self) -> TokenStream {
        let written = self.model.returned.written.as_ref();
        let at = written.map_or(self.model.function.signature.ident.span(), Spanned::span);
        let (rt, annotation) = (self.model.runtime.private_at(at), self.annotation());
        quote_spanned!(names::at(at)=> if false { return #rt::anchor::<#annotation>(); })
    }

    /// Borrows every argument that the span borrows too, the last first: closures drop what they capture in the
    /// order of first use, functions drop their parameters from the last to the first.
    fn capture_in_drop_order(&self) -> TokenStream {
        let touches = self
            .bindings_in_reverse()
            .map(|(binding, cfg)| quote_spanned!(names::at(binding.span())=> #(#cfg)* let _ = &#binding;));
        touches.collect()
    }
}
