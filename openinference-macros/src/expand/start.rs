//! What is said to a span before the body runs.

use openinference_semconv::keys::Key;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::{Attribute, Expr};

use super::effect::{CONTEXT_KEYS, Effect, METHOD_KEYS};
use super::expansion::Expansion;
use super::value::{by_reference, by_value};
use crate::args::Value;
use crate::literal;
use crate::names;
use crate::parameters::Parameter;
use syn::spanned::Spanned as _;

/// An argument that is recorded, or at least named.
pub(super) struct Recorded<'a> {
    pub(super) binding: &'a Ident,
    pub(super) index: usize,
    pub(super) parameter: &'a Parameter,
}

impl Expansion<'_> {
    /// The arguments that are recorded, in order of declaration: their index is their place in the call site's names.
    pub(super) fn recorded(&self) -> impl Iterator<Item = Recorded<'_>> {
        let parameters = self.model.parameters.iter();
        let bindings = parameters
            .flat_map(|parameter| parameter.bindings.iter().map(move |binding| (binding, parameter)));
        bindings
            .filter(|(binding, parameter)| !self.model.is_skipped(binding, parameter))
            .enumerate()
            .map(|(index, (binding, parameter))| Recorded { binding, index, parameter })
    }

    /// Whether the call runs in a Context of its own, also where it has no span.
    pub(super) fn changes_context(&self) -> bool {
        CONTEXT_KEYS.iter().any(|&key| self.model.args.expression(key).is_some())
    }

    /// The statements, in the order that the runtime expects.
    pub(super) fn start(&self) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        let span = *span;
        let start = names::start();
        let methods = self.method_keys();
        let input = model.args.expression(Key::Input).map(|input| self.input(input));
        let expressions_first = !methods.is_empty() || input.is_some();
        let mut tokens = TokenStream::new();
        if input.is_some() || self.recorded().next().is_some() {
            tokens.extend(quote_spanned!(span=> use #rt::levels::*;));
        }
        if expressions_first && self.touches {
            // An expression that uses an argument must not be the first to do so: it would change the drop order.
            for (binding, cfg) in self.bindings_in_reverse() {
                tokens.extend(quote_spanned!(span=> #(#cfg)* #start.touch(&#binding);));
            }
        }
        if model.receiver.is_some() || model.args.in_impl {
            tokens.extend(quote_spanned!(span=> #start.self_type(::core::any::type_name::<Self>());));
        }
        tokens.extend(methods);
        tokens.extend(input);
        tokens.extend(self.arguments(!expressions_first || !self.touches));
        tokens.extend(self.attributes());
        tokens
    }

    pub(super) fn method_keys(&self) -> TokenStream {
        let start = names::start();
        let mut tokens = TokenStream::new();
        for key in METHOD_KEYS {
            let Some(expression) = self.model.args.expression(key) else { continue };
            if key == Key::Name && literal::string(expression).is_some() {
                continue; // The call site has it.
            }
            let span = names::at(expression.span());
            let method = Ident::new(key.as_str(), span);
            let value = by_value(expression);
            let start = names::moved(start.clone(), span);
            tokens.extend(quote_spanned!(span=> #start.#method(|| #value);));
        }
        tokens
    }

    pub(super) fn input(&self, input: &Expr) -> TokenStream {
        let (start, sink) = (names::start(), names::sink());
        let span = names::at(input.span());
        let capture = self.required(by_reference(input), input.span());
        quote_spanned!(span=> #start.input(|#sink| #sink.put(#capture));)
    }

    /// The arguments, the last first: to borrow them is what keeps their drop order.
    fn arguments(&self, touch_skipped: bool) -> TokenStream {
        let start = names::start();
        let span = self.span;
        let recorded: Vec<_> = self.recorded().collect();
        let mut tokens = TokenStream::new();
        for (binding, cfg) in self.bindings_in_reverse() {
            let found = recorded.iter().find(|recorded| std::ptr::eq(recorded.binding, binding));
            let statement = match found {
                Some(Recorded { index, parameter, .. }) if parameter.options.redact.is_some() => {
                    quote_spanned!(span=> #start.redacted(#index, &#binding);)
                }
                Some(Recorded { index, .. }) => {
                    let capture = self.capture(quote_spanned!(span=> &#binding), binding.span());
                    quote_spanned!(names::at(binding.span())=> #start.argument(#index, #capture);)
                }
                None if touch_skipped => quote_spanned!(span=> #start.touch(&#binding);),
                None => continue,
            };
            tokens.extend(with_cfg(cfg, &statement));
        }
        tokens
    }

    /// Attributes that the table, the key `attributes` and the parameters name.
    pub(super) fn attributes(&self) -> TokenStream {
        let model = self.model;
        let start = names::start();
        let mut tokens = TokenStream::new();
        for entry in model.args.entries() {
            let (Some(key), Value::Expression(value)) = (entry.row.attribute, &entry.value) else { continue };
            let in_callsite = entry.row.key == Key::Description && literal::string(value).is_some();
            if Effect::of(entry.row.key) == Effect::Attribute && !in_callsite {
                tokens.extend(self.attribute(&start, key, &by_value(value), value.span()));
            }
        }
        for pair in model.args.attributes() {
            tokens.extend(self.attribute(
                &start,
                &pair.key.value(),
                &by_value(&pair.value),
                pair.value.span(),
            ));
        }
        for parameter in &model.parameters {
            let (Some(key), [binding]) = (&parameter.options.attribute, parameter.bindings.as_slice()) else {
                continue;
            };
            let value = quote_spanned!(names::at(binding.span())=> &#binding);
            let statement = self.attribute(&start, &key.value(), &value.to_token_stream(), binding.span());
            tokens.extend(with_cfg(&parameter.cfg, &statement));
        }
        tokens
    }
}

/// A statement that is only there where the parameter is.
fn with_cfg(cfg: &[Attribute], statement: &TokenStream) -> TokenStream {
    quote_spanned!(names::site()=> #(#cfg)* #statement)
}
