//! What becomes of the value that the body returned.

use openinference_semconv::keys::Key;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Ident, Type};

use super::expansion::Expansion;
use super::value::{by_function, by_reference, by_value};
use crate::args::ResultPairs;
use crate::names;
use crate::parameters::bindings;
use crate::returned::{Class, Opaque};

impl Expansion<'_> {
    /// Statements that use up the value and the span, and give the value back.
    pub(super) fn finish(&self) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let span = *span;
        let (value, span_name) = (names::value(), names::span());
        let streams = model.args.flag(Key::Stream);
        let finish = match &model.returned.opaque {
            Some(opaque) if opaque.class != Class::Iterator || streams => self.finish_later(opaque),
            _ if !streams && model.returned.at_once => self.finish_at_once(),
            _ => {
                let completion = names::completion();
                let observer = self.observer(None);
                let expected = streams.then(|| self.expected_stream());
                quote_spanned! {span=>
                    #expected
                    (&&&&#rt::Returned::new(&#value)).#completion().finish(#value, #span_name, #observer)
                }
            }
        };
        quote_spanned!(span=> use #rt::levels::*; #finish)
    }

    /// The call is over: its result is the value.
    fn finish_at_once(&self) -> TokenStream {
        let Self { rt, span, .. } = self;
        let (value, span_name, outcome) = (names::value(), names::span(), names::outcome());
        let say = self.say(&quote_spanned!(*span=> &#value));
        quote_spanned! {*span=>
            #rt::finish(#span_name, |#outcome| #say);
            #value
        }
    }

    /// The call goes on in an `impl Future`, `impl Stream` or `impl Iterator`.
    fn finish_later(&self, opaque: &Opaque) -> TokenStream {
        let Self { rt, span, .. } = self;
        let span = *span;
        let (value, span_name) = (names::value(), names::span());
        let observer = self.observer(opaque.item.as_ref());
        let method = match opaque.class {
            Class::Future => "future",
            Class::Stream => "stream",
            Class::Iterator => "iterator",
        };
        let method = Ident::new(method, span);
        if !opaque.in_result {
            return quote_spanned!(span=> #rt::#method(#value, #span_name, #observer));
        }
        let (failure, outcome) = (names::failure(), names::outcome());
        let error = self.error(&quote_spanned!(span=> &#failure));
        quote_spanned! {span=>
            match #value {
                ::core::result::Result::Ok(#value) => {
                    ::core::result::Result::Ok(#rt::#method(#value, #span_name, #observer))
                }
                ::core::result::Result::Err(#failure) => {
                    #rt::finish(#span_name, |#outcome| #error);
                    ::core::result::Result::Err(#failure)
                }
            }
        }
    }

    /// With the key `stream`, a type that is none is an error at the type.
    pub(super) fn expected_stream(&self) -> TokenStream {
        let at = self.model.returned.written.as_ref().map_or(self.span, |written| names::at(written.span()));
        let rt = self.model.runtime.private_at(at);
        let annotation = self.annotation();
        quote_spanned!(at=> #rt::expect_stream::<#annotation>();)
    }

    /// The closure that looks at a result or an item, of this type where it is known.
    fn observer(&self, item: Option<&Type>) -> TokenStream {
        let span = self.span;
        let (result, outcome) = (names::result(), names::outcome());
        let annotation = item.map(|item| quote_spanned!(span=> : &#item));
        let say = self.say(&result.to_token_stream());
        quote_spanned!(span=> move |#result #annotation, #outcome| #say)
    }

    /// What is said of a result, a reference: of its value, or of its error.
    fn say(&self, result: &TokenStream) -> TokenStream {
        let Self { rt, span, .. } = self;
        let (success, failure, outcome_of) = (names::success(), names::failure(), names::outcome_of());
        let output = self.output();
        let on_result = self.model.args.on_result().map(|pairs| self.on_result(pairs));
        let error = self.error(&failure.to_token_stream());
        // Nothing looks at the value: its name must not be an unused one.
        let success = if output.is_none() && on_result.is_none() {
            quote_spanned!(*span=> _)
        } else {
            success.to_token_stream()
        };
        quote_spanned! {*span=>
            match #rt::probe(&#result).#outcome_of() {
                ::core::result::Result::Ok(#success) => { #output #on_result }
                ::core::result::Result::Err(#failure) => #error,
            }
        }
    }

    fn output(&self) -> Option<TokenStream> {
        let Self { span, model, .. } = self;
        let (outcome, success, sink) = (names::outcome(), names::success(), names::sink());
        if model.args.flag(Key::SkipOutput) {
            return None;
        }
        let Some(output) = model.args.expression(Key::Output) else {
            let at = model.returned.written.as_ref().map_or(*span, Spanned::span);
            let capture = self.capture(&success, at);
            return Some(quote_spanned!(names::at(at)=> #outcome.output(#capture);));
        };
        let at = names::at(output.span());
        let (outcome, success) = (names::moved(outcome, at), names::moved(success, at));
        let value = if is_function(output) {
            let rt = model.runtime.private_at(at);
            let output = by_function(output);
            quote_spanned!(at=> &#rt::apply(#success, #output))
        } else {
            by_reference(output)
        };
        let capture = self.required(value, output.span());
        Some(quote_spanned!(at=> #outcome.output_with(|#sink| #sink.put(#capture));))
    }

    /// `|result| "key" = value, ..`: each value in a closure of its own, so that each may borrow from the result.
    fn on_result(&self, said: &ResultPairs) -> TokenStream {
        let (outcome, success) = (names::outcome(), names::success());
        let ResultPairs { pattern, annotation, pairs } = said;
        let annotation = annotation.as_ref().map(|annotation| quote_spanned!(self.span=> : #annotation));
        let mut names_bound = Vec::new();
        bindings(pattern, &mut names_bound);
        // A name that one of several values does not use is not an unused one.
        names_bound.retain(|name| !name.to_string().starts_with('_'));
        let mut tokens = TokenStream::new();
        for pair in pairs {
            let at = names::at(pair.value.span());
            let rt = self.model.runtime.private_at(at);
            let success = names::moved(success.clone(), at);
            let value = by_value(&pair.value);
            let value = quote_spanned! {at=>
                #rt::apply(#success, |#pattern #annotation| { #(let _ = &#names_bound;)* #value })
            };
            tokens.extend(self.attribute(&outcome, &pair.key.value(), &value, pair.value.span()));
        }
        tokens
    }

    /// What is said of an error, by reference.
    fn error(&self, failure: &TokenStream) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let (outcome, error_of) = (names::outcome(), names::error_of());
        let what = quote_spanned!(*span=> (&&#rt::probe(&#failure)).#error_of());
        match model.args.expression(Key::ErrorIf) {
            Some(condition) => {
                let at = names::at(condition.span());
                let rt = model.runtime.private_at(at);
                let outcome = names::moved(outcome, at);
                let condition = by_function(condition);
                quote_spanned!(at=> #outcome.error_if(#what, || #rt::apply::<_, ::core::primitive::bool>(#failure, #condition)))
            }
            None => quote_spanned!(*span=> #outcome.error(#what)),
        }
    }
}

/// Whether the expression is to be applied to the result.
pub(crate) fn is_function(expression: &Expr) -> bool {
    match expression {
        Expr::Closure(_) | Expr::Path(_) => true,
        Expr::Group(inner) => is_function(&inner.expr),
        Expr::Paren(inner) => is_function(&inner.expr),
        _ => false,
    }
}
