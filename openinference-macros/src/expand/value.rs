//! Expressions of the user in generated code.

use openinference_semconv::ValueType;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, UnOp};

use super::expansion::Expansion;
use crate::{attribute_key, names};

/// The name of the marker that an attribute's type has at run time.
pub(crate) fn marker(key: &str) -> &'static str {
    match attribute_key::value_type(key).ok().flatten() {
        Some(ValueType::String) => "String",
        Some(ValueType::Integer) => "Integer",
        Some(ValueType::Float) => "Float",
        Some(ValueType::Number) => "Number",
        Some(ValueType::Boolean) => "Boolean",
        Some(ValueType::Json) => "Json",
        Some(ValueType::StringList) => "StringList",
        Some(ValueType::FloatList) => "FloatList",
        Some(ValueType::StringOrInteger) => "StringOrInteger",
        _ => "Any",
    }
}

impl Expansion<'_> {
    /// `receiver.attribute::<Type, _>(key, || value)`, where errors point at the value. The compiler finds out what the key is.
    pub(super) fn attribute(
        &self,
        receiver: &Ident,
        key: &str,
        value: &TokenStream,
        at: Span,
    ) -> TokenStream {
        let rt = self.model.runtime.private_at(at);
        let span = names::at(at);
        let marker = Ident::new(marker(key), span);
        let receiver = names::moved(receiver.clone(), at);
        let key = quote_spanned!(span=> const { #rt::AttributeKey::from_static(#key) });
        quote_spanned!(span=> #receiver.attribute::<#rt::ty::#marker, _>(#key, || #value);)
    }

    /// How `value`, a reference, is recorded, if it can be.
    pub(super) fn capture(&self, value: impl ToTokens, at: Span) -> TokenStream {
        self.capture_by("probe", value, at)
    }

    /// How `value`, a reference that the user has asked for, is recorded; an error at the value if it cannot be.
    pub(super) fn required(&self, value: impl ToTokens, at: Span) -> TokenStream {
        self.capture_by("required", value, at)
    }

    fn capture_by(&self, probe: &str, value: impl ToTokens, at: Span) -> TokenStream {
        let probe = Ident::new(probe, names::at(at));
        let rt = self.model.runtime.private_at(at);
        let span = names::at(at);
        // Where a bound of the method is not met, the compiler points at the method's name.
        let capture = names::moved(names::capture(), at);
        quote_spanned!(span=> #rt::#probe(&#value).#capture())
    }
}

/// The expression as a value: a place is borrowed, so that it is never moved out of the arguments.
pub(super) fn by_value(expression: &Expr) -> TokenStream {
    let span = names::at(expression.span());
    if is_place(expression) {
        quote_spanned!(span=> &#expression)
    } else {
        quote_spanned!(span=> { #expression })
    }
}

/// The expression as a reference.
pub(super) fn by_reference(expression: &Expr) -> TokenStream {
    let span = names::at(expression.span());
    quote_spanned!(span=> &(#expression))
}

/// The function that the user wrote as a closure, with the macro's mark on its first token: it stands for a key's value
/// and not for a closure that clippy might find needless.
pub(super) fn by_function(expression: &Expr) -> TokenStream {
    let mut first = matches!(expression, Expr::Closure(_));
    let tokens = expression.to_token_stream().into_iter().map(|mut token| {
        if std::mem::take(&mut first) {
            token.set_span(names::at(token.span()));
        }
        token
    });
    tokens.collect()
}

fn is_place(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Group(inner) => is_place(&inner.expr),
        _ => false,
    }
}
