//! What the arguments of a tool are: for its spans, and for the models that it is offered to (feature `schema`).
//!
//! ```text
//! .arguments(|arguments| {
//!     use runtime::tool::lenient::*;
//!     arguments.add("city", Some("Its English name."), (&&&SchemaOf::<String>::new()).__openinference_schema());
//! })
//! ```

use openinference_semconv::SpanKind;
use openinference_semconv::keys::Key;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use super::expansion::Expansion;
use crate::compiled_in;
use crate::parameters::Parameter;
use crate::{docs, names};

impl Expansion<'_> {
    /// The arguments, as options of the call site.
    pub(super) fn declared_arguments(&self) -> TokenStream {
        let span = self.span;
        let mut options = TokenStream::new();
        if self.model.kind.span != SpanKind::Tool {
            return options;
        }
        if self.whole().is_some() && self.recorded().count() == 1 {
            options.extend(quote_spanned!(span=> .whole()));
        }
        if compiled_in::SCHEMA && !self.model.args.flag(Key::Parameters) {
            let arguments = self.arguments_closure("lenient");
            options.extend(quote_spanned!(span=> .arguments(#arguments)));
        }
        options
    }

    /// The function that offers the tool.
    pub(super) fn definition(&self) -> Option<TokenStream> {
        let Self { model, span, .. } = self;
        let span = *span;
        let definition = model.args.definition()?;
        let root = model.runtime.root();
        let function = &model.function;
        let visibility = &function.visibility;
        let cfg = function.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        let own_name = function.signature.ident.unraw().to_string();
        let name = match model.args.expression(Key::Name) {
            Some(name) => name.to_token_stream(),
            None => quote_spanned!(span=> #own_name),
        };
        let description = match (self.description(), model.args.expression(Key::Description)) {
            (Some(description), _) => quote_spanned!(span=> ::core::option::Option::Some(#description)),
            (None, Some(description)) => quote_spanned!(span=> ::core::option::Option::Some(#description)),
            (None, None) => quote_spanned!(span=> ::core::option::Option::None),
        };
        let arguments = self.arguments_closure("strict");
        let doc = format!("The definition of the tool `{own_name}`, to offer it to a model.");
        Some(quote_spanned! {span=>
            #(#cfg)*
            #[doc = #doc]
            #[must_use]
            #visibility fn #definition() -> #root::tool::Tool {
                #root::tool::Tool::declared(#name, #description, #arguments)
            }
        })
    }

    /// The parameter that holds all arguments, where it is the only one.
    fn whole(&self) -> Option<&Parameter> {
        let mut recorded = self.recorded();
        let first = recorded.next()?.parameter;
        (first.wraps && recorded.all(|other| std::ptr::eq(other.parameter, first))).then_some(first)
    }

    /// The closure that declares the arguments, where a type without a schema is said nothing of, or is a mistake.
    fn arguments_closure(&self, levels: &str) -> TokenStream {
        let Self { rt, span, .. } = self;
        let span = *span;
        let arguments = names::arguments();
        let levels = Ident::new(levels, span);
        let declared: TokenStream = match self.whole() {
            Some(parameter) => {
                let schema = self.schema(parameter);
                quote_spanned!(span=> #arguments.whole(#schema);)
            }
            None => {
                self.recorded().map(|recorded| self.declared(recorded.binding, recorded.parameter)).collect()
            }
        };
        if declared.is_empty() {
            return quote_spanned!(span=> |_| {});
        }
        let asks = self.recorded().any(|recorded| self.type_of(recorded.parameter).is_some());
        let levels = asks.then(|| quote_spanned!(span=> use #rt::tool::#levels::*;));
        quote_spanned!(span=> |#arguments| { #levels #declared })
    }

    fn declared(&self, binding: &Ident, parameter: &Parameter) -> TokenStream {
        let span = self.span;
        let arguments = names::arguments();
        let name = binding.unraw().to_string();
        let description = match docs::description(parameter.docs.iter()) {
            Some(description) => quote_spanned!(span=> ::core::option::Option::Some(#description)),
            None => quote_spanned!(span=> ::core::option::Option::None),
        };
        let schema = self.schema(parameter);
        let cfg = &parameter.cfg;
        quote_spanned!(span=> #(#cfg)* { #arguments.add(#name, #description, #schema); })
    }

    /// The type whose schema is that of the argument. Of a pattern, only the whole has a type that is written down.
    fn type_of(&self, parameter: &Parameter) -> Option<TokenStream> {
        let is_whole = self.whole().is_some();
        (is_whole || !parameter.destructures).then(|| nameable(parameter.ty.to_token_stream())).flatten()
    }

    /// The schema of a parameter's type, where errors point at the type.
    fn schema(&self, parameter: &Parameter) -> TokenStream {
        let rt = &self.rt;
        let at = names::at(parameter.ty.span());
        let Some(ty) = self.type_of(parameter) else {
            return quote_spanned!(at=> #rt::tool::ArgumentSchema::any());
        };
        let mut schema = names::schema();
        schema.set_span(at);
        quote_spanned!(at=> (&&&#rt::tool::SchemaOf::<#ty>::new()).#schema())
    }
}

/// The type in an expression: every lifetime is inferred. `None` where it has no name.
pub(crate) fn nameable(ty: TokenStream) -> Option<TokenStream> {
    let mut named = TokenStream::new();
    let mut tokens = ty.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "impl" || word == "for" => return None,
            TokenTree::Punct(mark) if mark.as_char() == '\'' => {
                let _ = tokens.next();
                named.extend(quote!('_));
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(group.delimiter(), nameable(group.stream())?);
                inner.set_span(group.span());
                named.extend([TokenTree::Group(inner)]);
            }
            other => named.extend([other]),
        }
    }
    Some(named)
}
