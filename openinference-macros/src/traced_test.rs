//! `#[traced_test]`: a test whose spans are captured.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::{Parse as _, ParseStream, Parser as _};
use syn::{Attribute, FnArg, Ident, Path, Result, Token, parenthesized};

use crate::error::Errors;
use crate::item::{Body, Function};
use crate::krate::Runtime;

/// What stands in the parentheses.
#[derive(Default)]
struct Settings {
    deterministic: Option<Ident>,
    check: Option<Ident>,
    allow: Option<(Ident, Vec<Ident>)>,
    krate: Option<Path>,
}

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let settings = Settings::parse(arguments, &mut errors);
    match Function::read(item.clone()) {
        Ok(function) => {
            let tokens = test(&settings, &function, &mut errors);
            if errors.is_empty() { tokens } else { errors.with_item(quote!(#function)) }
        }
        Err(error) => {
            errors.push_parsed(error);
            errors.with_item(item)
        }
    }
}

impl Settings {
    fn parse(arguments: TokenStream, errors: &mut Errors) -> Self {
        let mut settings = Self::default();
        let parse = |input: ParseStream<'_>| {
            while !input.is_empty() {
                settings.key(input, errors)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        if let Err(error) = parse.parse2(arguments) {
            errors.push_parsed(error);
        }
        settings
    }

    fn key(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> Result<()> {
        let key = input.call(Ident::parse_any)?;
        let name = key.to_string();
        let is_second = match name.as_str() {
            "deterministic" => self.deterministic.replace(key.clone()).is_some(),
            "check" => self.check.replace(key.clone()).is_some(),
            "allow" => {
                let rules;
                parenthesized!(rules in input);
                let rules = rules.parse_terminated(Ident::parse, Token![,])?;
                self.allow.replace((key.clone(), rules.into_iter().collect())).is_some()
            }
            "crate" => {
                input.parse::<Token![=]>()?;
                self.krate.replace(input.parse()?).is_some()
            }
            _ => {
                let message = format!(
                    "`{name}` is no key of `traced_test`: `check`, `allow(..)`, `deterministic`, `crate = ..`"
                );
                return Err(syn::Error::new(key.span(), message));
            }
        };
        if is_second {
            errors.push_at(key.span(), format!("`{name}` is given twice"));
        }
        Ok(())
    }

    /// The harness, as these settings make it.
    fn harness(&self, testing: &TokenStream) -> TokenStream {
        let deterministic = self.deterministic.as_ref().map(|_| quote!(.deterministic()));
        let rules = self.allow.iter().flat_map(|(_, rules)| rules);
        let checks = self.check.is_some() || self.allow.is_some();
        let check =
            checks.then(|| quote!(.check(#testing::Checker::new() #(.allow(#testing::Rule::#rules))*)));
        quote!(#testing::TracedTest::new() #deterministic #check)
    }
}

/// The test without its parameter; the function as it was written stands within and is called with the recording.
fn test(settings: &Settings, function: &Function, errors: &mut Errors) -> TokenStream {
    let signature = &function.signature;
    let Body::Block(_) = &function.body else {
        errors.push(signature, "a test has a body");
        return TokenStream::new();
    };
    if let Some(second) = signature.inputs.iter().nth(1) {
        errors.push(second, "a traced test takes one argument at most: the `Recording` of its spans");
    }
    if let Some(FnArg::Receiver(receiver)) = signature.inputs.first() {
        errors.push(receiver, "a test is no method");
    }
    if !signature.generics.params.is_empty() {
        errors.push(&signature.generics, "a test has no generic parameters");
    }
    let is_test = function.attributes.iter().any(is_test);
    if signature.asyncness.is_some() && !is_test {
        errors.push(
            signature.asyncness,
            "an async test needs a runtime: write `#[tokio::test]`, or that of another one, below `#[traced_test]`",
        );
    }

    let root = Runtime::new(settings.krate.as_ref());
    let root = root.root();
    let testing = quote_spanned!(Span::mixed_site()=> #root::testing);
    let harness = settings.harness(&testing);
    let name = &signature.ident;
    let call = match signature.inputs.first() {
        Some(_) => quote!(#name),
        None => quote!(|_| #name()),
    };
    let run = match signature.asyncness {
        Some(_) => quote!(#harness.run_async(#call).await),
        None => quote!(#harness.run(#call)),
    };
    let body = within(function, &run);
    let mut outer = signature.clone();
    outer.inputs.clear();
    let attributes = &function.attributes;
    let visibility = &function.visibility;
    let marker = (!is_test).then(|| quote_spanned!(name.span()=> #[::core::prelude::v1::test]));
    quote! {
        #(#attributes)*
        #marker
        #visibility #outer #body
    }
}

/// The test's body: the function as it was written, then `run`, in the user's braces.
fn within(function: &Function, run: &TokenStream) -> TokenStream {
    let Body::Block(block) = &function.body else { return TokenStream::new() };
    let inner_attributes = &block.inner_attributes;
    let statements = &block.statements;
    let written = block.braces(quote!(#(#inner_attributes)* #statements));
    let signature = &function.signature;
    block.braces(quote!(#signature #written #run)).into_token_stream()
}

/// `#[test]`, `#[tokio::test]`, `#[rstest]`, `#[test_case(..)]` ...
fn is_test(attribute: &Attribute) -> bool {
    let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
    last.is_some_and(|name| name.ends_with("test") || name == "test_case" || name == "rustc_test_marker")
}

#[cfg(test)]
mod tests;
