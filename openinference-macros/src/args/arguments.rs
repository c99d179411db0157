//! What stands in the parentheses of an attribute.

use openinference_semconv::keys::{self, Key, MacroKey};
use openinference_semconv::lookup;
use proc_macro2::TokenStream;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Ident, Path};

use super::list::{comma_separated, skip_to_comma};
use super::value::{Pair, Reader, ResultPairs, Value};
use crate::error::Errors;
use crate::kind::Kind;

/// Written by the expansion of an `impl` block on its methods: the method's name begins with the type's.
pub(crate) const IN_IMPL: &str = "__openinference_impl";

/// All arguments that could be read.
pub(crate) struct Args {
    entries: Vec<Entry>,
    /// The method stands in an annotated `impl` block.
    pub(crate) in_impl: bool,
}

/// One argument.
pub(crate) struct Entry {
    pub(crate) row: &'static MacroKey,
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

impl Args {
    /// Reads the arguments of `kind`'s macro.
    pub(crate) fn parse(kind: Kind, tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self { entries: Vec::new(), in_impl: false };
        let parsed = (|input: ParseStream<'_>| {
            comma_separated(input, errors, |input, errors| args.entry(kind, input, errors));
            Ok(())
        })
        .parse2(tokens);
        if let Err(error) = parsed {
            errors.push_parsed(error);
        }
        args
    }

    /// One argument. An error leaves the rest of the argument unread.
    fn entry(&mut self, kind: Kind, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        let Ok(key) = input.call(Ident::parse_any) else {
            return Err(input.error(format!(
                "expected a key of `{}`: {}",
                kind.attribute,
                list_of_keys(kind)
            )));
        };
        let name = key.unraw().to_string();
        if name == IN_IMPL {
            self.in_impl = true;
            return Ok(());
        }
        let Some(row) = keys::find(&name, kind.span) else {
            errors.push(&key, unknown_key(kind, &name));
            skip_to_comma(input);
            return Ok(());
        };
        let value = Reader { row, key: &key, input, errors }.value()?;
        if let Some(earlier) = self.entries.iter().find(|entry| entry.row.key == row.key) {
            errors.push(&key, format!("`{name}` is given twice{}", merge_hint(&earlier.value)));
        } else {
            self.entries.push(Entry { row, key, value });
        }
        Ok(())
    }

    /// Every argument in the order of writing.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The argument of this key.
    pub(crate) fn get(&self, key: Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.row.key == key)
    }

    /// The expression of this key.
    pub(crate) fn expression(&self, key: Key) -> Option<&Expr> {
        match &self.get(key)?.value {
            Value::Expression(expression) => Some(expression),
            _ => None,
        }
    }

    /// The word of this key.
    pub(crate) fn choice(&self, key: Key) -> Option<&Ident> {
        match &self.get(key)?.value {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// Whether this flag is set.
    pub(crate) fn flag(&self, key: Key) -> bool {
        self.get(key).is_some()
    }

    /// Names in `skip(..)`.
    pub(crate) fn skipped(&self) -> &[Ident] {
        match self.get(Key::Skip).map(|entry| &entry.value) {
            Some(Value::Parameters(names)) => names,
            _ => &[],
        }
    }

    /// Pairs in `attributes(..)`.
    pub(crate) fn attributes(&self) -> &[Pair] {
        match self.get(Key::Attributes).map(|entry| &entry.value) {
            Some(Value::Pairs(pairs)) => pairs,
            _ => &[],
        }
    }

    /// What `on_result(..)` says.
    pub(crate) fn on_result(&self) -> Option<&ResultPairs> {
        match &self.get(Key::OnResult)?.value {
            Value::ResultPairs(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The name of `definition`.
    pub(crate) fn definition(&self) -> Option<&Ident> {
        match &self.get(Key::Definition)?.value {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The path of `crate`.
    pub(crate) fn runtime(&self) -> Option<&Path> {
        match &self.get(Key::Crate)?.value {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }
}

/// Says what the word could have been, or which kinds have it.
fn unknown_key(kind: Kind, name: &str) -> String {
    let attribute = kind.attribute;
    let others: Vec<_> = Kind::all()
        .filter(|other| keys::find(name, other.span).is_some())
        .map(|other| format!("`{}`", other.attribute))
        .collect();
    if !others.is_empty() {
        return format!(
            "`{attribute}` has no key `{name}`: it is one of {}; here, write \
             `attributes(\"{}\" = ..)` or one of: {}",
            others.join(", "),
            lookup_attribute(name).unwrap_or("your.key"),
            list_of_keys(kind)
        );
    }
    match lookup::nearest(name, keys::of(kind.span).map(MacroKey::name)) {
        Some(near) => format!(
            "`{attribute}` has no key `{name}`; did you mean `{near}`? The keys are: {}",
            list_of_keys(kind)
        ),
        None => format!("`{attribute}` has no key `{name}`; the keys are: {}", list_of_keys(kind)),
    }
}

/// The attribute that the key sets where it exists.
fn lookup_attribute(name: &str) -> Option<&'static str> {
    keys::KEYS.iter().find(|row| row.name() == name)?.attribute
}

fn list_of_keys(kind: Kind) -> String {
    let names: Vec<_> = keys::of(kind.span).map(|row| format!("`{}`", row.name())).collect();
    names.join(", ")
}

/// How two lists become one.
fn merge_hint(value: &Value) -> &'static str {
    match value {
        Value::Parameters(_) | Value::Pairs(_) | Value::ResultPairs(_) => ": write one list",
        _ => "",
    }
}
