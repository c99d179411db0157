//! From the model to implementations. They borrow and call; the runtime does the rest.

use openinference_semconv::fields::Derive;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote_spanned};
use syn::Generics;
use syn::spanned::Spanned as _;

use super::derived_type::{DerivedField, DerivedType, Shape};
use super::field_key_use::{FieldKeyUse, Form, What};
use crate::expand::marker;
use crate::names;

/// All implementations of a derived type.
pub(super) fn implement(derived: &DerivedType) -> TokenStream {
    let rt = derived.runtime.private();
    let parts = Parts { derived, rt: &rt, generics: bounded(derived) };
    let mut tokens = parts.says();
    tokens.extend(parts.record());
    tokens.extend(parts.field_value());
    tokens
}

struct Parts<'a> {
    derived: &'a DerivedType,
    rt: &'a TokenStream,
    generics: Generics,
}

/// What collects the fields, as the runtime calls it.
fn collector(derive: Derive) -> &'static str {
    match derive {
        Derive::LlmRequest => "Request",
        Derive::LlmResponse => "Response",
        Derive::LlmChunk => "ChunkFields",
        Derive::Embedding => "Embeddings",
        // `Document`, and what the table may add.
        _ => "Documents",
    }
}

impl Parts<'_> {
    fn collector(&self) -> TokenStream {
        let (rt, span) = (self.rt, names::site());
        let name = Ident::new(collector(self.derived.derive), span);
        quote_spanned!(span=> #rt::own::#name)
    }

    /// `impl Says<..>`
    fn says(&self) -> TokenStream {
        let Self { derived, rt, .. } = self;
        let span = names::site();
        let (to, config) = (names::to(), names::config());
        let collector = self.collector();
        let arms =
            derived.shapes.iter().filter(|shape| !shape.fields.is_empty()).map(|shape| self.arm(shape));
        let others = derived
            .shapes
            .iter()
            .any(|shape| shape.fields.is_empty())
            .then(|| quote_spanned!(span=> _ => {}));
        self.implement(
            &quote_spanned!(span=> #rt::own::DescribeFields<#collector>),
            &quote_spanned! {span=>
                fn __openinference_describe(&self, #to: &mut #collector, #config: &#rt::TraceConfig) {
                    use #rt::field_levels::*;
                    match self { #(#arms)* #others }
                }
            },
        )
    }

    /// `Self::Variant { field: binding, .. } => { .. }`
    fn arm(&self, shape: &Shape) -> TokenStream {
        let span = names::site();
        let path = if self.derived.is_enum {
            let name = &shape.name;
            quote_spanned!(span=> Self::#name)
        } else {
            quote_spanned!(span=> Self)
        };
        let members = shape.fields.iter().map(|field| &field.member);
        let bindings: Vec<Ident> = (0..shape.fields.len())
            .map(|index| format_ident!("__openinference_{index}", span = names::site()))
            .collect();
        let statements = shape.fields.iter().zip(&bindings).flat_map(|(field, binding)| {
            field.key_uses.iter().map(move |used| self.statement(field, used, binding))
        });
        quote_spanned!(span=> #path { #(#members: #bindings,)* .. } => { #(#statements)* })
    }

    /// `to.key(value);`, where errors point at the field's type, or at what is made of the field.
    fn statement(&self, field: &DerivedField, used: &FieldKeyUse, binding: &Ident) -> TokenStream {
        let rt = self.rt;
        let (to, config) = (names::to(), names::config());
        let at = names::at(field.ty.span());
        let (row, form) = match &used.what {
            What::Attribute(key) => {
                let marker = Ident::new(marker(&key.value()), at);
                return quote_spanned!(at=> #to.attribute::<#rt::ty::#marker, _>(#key, #binding, #config););
            }
            What::Row { row, form } => (row, form),
        };
        let meaning = Ident::new(row.takes.as_str(), at);
        let (at, field) = match form {
            Form::Function(function) => {
                let at = names::at(function.span());
                (at, quote_spanned!(at=> &#rt::apply(#binding, #function)))
            }
            Form::Whole | Form::Member(_) => (at, binding.to_token_stream()),
        };
        let mut read = names::read();
        read.set_span(at);
        let value = quote_spanned! {at=>
            (&&&#rt::own::Field::<#rt::own::role::#meaning, _>::new(#field)).#read(#config)
        };
        match form {
            Form::Member(name) => {
                let method = format_ident!("{}_member", row.name, span = at);
                quote_spanned!(at=> #to.#method(#name, #value);)
            }
            Form::Whole | Form::Function(_) => {
                let method = Ident::new(row.name, at);
                quote_spanned!(at=> #to.#method(#value);)
            }
        }
    }

    /// `impl Record`
    fn record(&self) -> TokenStream {
        let rt = self.rt;
        let span = names::site();
        let (config, capture) = (names::config(), names::capture());
        let collector = self.collector();
        let chunk = (self.derived.derive == Derive::LlmChunk).then(|| {
            quote_spanned! {span=>
                fn chunk(&self, #config: &#rt::TraceConfig) -> ::core::option::Option<#rt::Chunk> {
                    ::core::option::Option::Some(#rt::own::chunk(self, #config))
                }
            }
        });
        self.implement(
            &quote_spanned!(span=> #rt::Record),
            &quote_spanned! {span=>
                fn record(&self, #config: &#rt::TraceConfig) -> ::core::option::Option<#rt::Recorded> {
                    use #rt::levels::*;
                    #rt::own::recorded(#rt::unrecorded(&self).#capture(), #config)
                }

                fn attributes(&self, side: #rt::Side, kind: #rt::SpanKind, out: &mut #rt::Attributes<'_>) {
                    #rt::own::write::<#collector, Self>(::core::slice::from_ref(self), side, kind, out);
                }

                fn list_attributes(
                    items: &[Self],
                    side: #rt::Side,
                    kind: #rt::SpanKind,
                    out: &mut #rt::Attributes<'_>,
                ) {
                    #rt::own::write::<#collector, Self>(items, side, kind, out);
                }

                #chunk
            },
        )
    }

    /// `impl FieldValue<..>`: what is a document may be a field of another type.
    fn field_value(&self) -> Option<TokenStream> {
        let rt = self.rt;
        let span = names::site();
        let (function, item) = match self.derived.derive {
            Derive::Document => ("documents", "Document"),
            Derive::Embedding => ("embeddings", "Embedding"),
            _ => return None,
        };
        let meaning = Ident::new(collector(self.derived.derive), span);
        let (function, item) = (Ident::new(function, span), Ident::new(item, span));
        let (config, to) = (names::config(), names::to());
        Some(self.implement(
            &quote_spanned!(span=> #rt::own::FieldValue<#rt::own::role::#meaning>),
            &quote_spanned! {span=>
                fn write_to(&self, #config: &#rt::TraceConfig, #to: &mut #rt::own::Vec<#rt::own::#item>) {
                    #rt::own::#function(self, #config, #to);
                }
            },
        ))
    }

    /// `impl Trait for Type { .. }`
    fn implement(&self, of: &TokenStream, body: &TokenStream) -> TokenStream {
        let name = &self.derived.name;
        let (generics, arguments, conditions) = self.generics.split_for_impl();
        quote_spanned! {names::site()=>
            #[automatically_derived]
            impl #generics #of for #name #arguments #conditions { #body }
        }
    }
}

/// The type's generics, and what `bound(..)` adds.
fn bounded(derived: &DerivedType) -> Generics {
    let mut generics = derived.generics.clone();
    if let Some(bound) = &derived.container.bound {
        generics.make_where_clause().predicates.extend(bound.iter().cloned());
    }
    generics
}
