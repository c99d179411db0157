//! Every key of the table does something.

use openinference_semconv::ValueType;
use openinference_semconv::keys::{self, KeyForm, MacroKey};
use proc_macro2::TokenStream;
use quote::quote;

use super::expanded;
use crate::expand::Spans;
use crate::kind::Kind;

/// The key as an argument, in its form and of its type.
fn argument(row: &MacroKey) -> String {
    let value = match row.form {
        KeyForm::Parameters => "(b)".to_owned(),
        KeyForm::Flag => String::new(),
        KeyForm::Pairs => "(\"my.key\" = 1)".to_owned(),
        KeyForm::ResultPairs => "(|result| \"my.key\" = 1)".to_owned(),
        KeyForm::Choice(words) => format!(" = {}", words.last().copied().unwrap_or_default()),
        KeyForm::Path => " = ::my_telemetry".to_owned(),
        KeyForm::Name => " = my_definition".to_owned(),
        KeyForm::ErrorFunction | KeyForm::EndFunction => " = my_function".to_owned(),
        _ if row.value_type == Some(ValueType::String) => " = \"text\"".to_owned(),
        _ => " = my_value".to_owned(),
    };
    format!("{}{value}", row.name())
}

#[test]
fn every_key_changes_what_is_generated() {
    let function = || {
        quote!(
            async fn f(a: u64, b: String) -> Answer {
                answer(a, b)
            }
        )
    };
    for kind in Kind::all() {
        let plain = expanded(kind, Spans::Made, TokenStream::new(), function());
        for row in keys::of(kind.span) {
            if row.form == KeyForm::Name && !cfg!(feature = "schema") {
                continue;
            }
            let argument = argument(row);
            let tokens = argument.parse().unwrap_or_default();
            let with_key = expanded(kind, Spans::Made, tokens, function());
            assert!(!with_key.contains("compile_error"), "{argument}: {with_key}");
            assert_ne!(with_key, plain, "`{argument}` has no effect on `{}`", kind.attribute);
        }
    }
}
