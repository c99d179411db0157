//! The value of one argument, in the form that its row of the table says.

use openinference_semconv::keys::{KeyForm, MacroKey};
use openinference_semconv::lookup;
use proc_macro2::Group;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Ident, LitStr, Pat, Path, Token, Type, token};

use super::list::comma_separated;
use crate::error::Errors;
use crate::krate;

/// What was written after a key.
pub(crate) enum Value {
    Expression(Expr),
    Parameters(Vec<Ident>),
    Flag,
    Pairs(Vec<Pair>),
    ResultPairs(Box<ResultPairs>),
    Choice(Ident),
    Path(Path),
    Name(Ident),
}

/// `"attribute.key" = expression`.
pub(crate) struct Pair {
    pub(crate) key: LitStr,
    pub(crate) value: Expr,
}

/// `|result| "attribute.key" = expression, ..`.
pub(crate) struct ResultPairs {
    pub(crate) pattern: Pat,
    pub(crate) annotation: Option<Type>,
    pub(crate) pairs: Vec<Pair>,
}

/// One argument being read.
pub(crate) struct Reader<'a> {
    pub(crate) row: &'static MacroKey,
    pub(crate) key: &'a Ident,
    pub(crate) input: ParseStream<'a>,
    pub(crate) errors: &'a mut Errors,
}

impl Reader<'_> {
    /// The value after the key, with whatever stands between the two.
    pub(crate) fn value(mut self) -> syn::Result<Value> {
        match self.row.form {
            KeyForm::Flag => self.flag(),
            KeyForm::Choice(words) => self.choice(words),
            KeyForm::Path => self.path(),
            KeyForm::Name => self.name(),
            KeyForm::ErrorFunction | KeyForm::EndFunction => self.function(),
            KeyForm::Parameters => self.parameters(),
            KeyForm::Pairs => self.pairs(),
            KeyForm::ResultPairs => self.result_pairs(),
            // `Value`, `ValueOrFunction`, and what the table may add.
            _ => self.equals().and_then(|()| self.expression()).map(Value::Expression),
        }
    }

    fn flag(&self) -> syn::Result<Value> {
        if self.input.is_empty() || self.input.peek(Token![,]) {
            return Ok(Value::Flag);
        }
        Err(self.input.error(format!("`{}` takes no value: write the key alone", self.row.name())))
    }

    fn choice(&mut self, words: &'static [&'static str]) -> syn::Result<Value> {
        self.equals()?;
        let accepted = || words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let Ok(word) = self.input.call(Ident::parse_any) else {
            return Err(self
                .input
                .error(format!("expected one of the words {}, without quotes", accepted())));
        };
        let text = word.to_string();
        if !words.contains(&text.as_str()) {
            let near = lookup::nearest(&text, words.iter().copied());
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            self.errors.push(
                &word,
                format!("`{}` is not `{text}`; {near}expected one of {}", self.row.name(), accepted()),
            );
        }
        Ok(Value::Choice(word))
    }

    fn path(&mut self) -> syn::Result<Value> {
        self.equals()?;
        krate::path(self.row.name(), self.input, self.errors).map(Value::Path)
    }

    fn name(&self) -> syn::Result<Value> {
        self.equals()?;
        self.input.parse().map(Value::Name).map_err(|_| {
            self.input
                .error(format!("expected a name that is not taken yet, without quotes: `{}`", self.written()))
        })
    }

    fn function(&mut self) -> syn::Result<Value> {
        self.equals()?;
        let value = self.expression()?;
        if !matches!(value, Expr::Closure(_) | Expr::Path(_)) {
            self.errors
                .push(&value, format!("expected a closure or the path of a function: `{}`", self.written()));
        }
        Ok(Value::Expression(value))
    }

    fn parameters(&mut self) -> syn::Result<Value> {
        let group = self.parentheses()?;
        let mut names = Vec::new();
        let read = |input: ParseStream<'_>| {
            comma_separated(input, self.errors, |input, _| {
                let name = input.call(Ident::parse_any);
                names.push(name.map_err(|_| input.error("expected the name of a parameter"))?);
                Ok(())
            });
            Ok(())
        };
        read.parse2(group.stream())?;
        self.not_empty(&group);
        Ok(Value::Parameters(names))
    }

    fn pairs(&mut self) -> syn::Result<Value> {
        let group = self.parentheses()?;
        let pairs = (|input: ParseStream<'_>| Ok(pairs(input, self.errors))).parse2(group.stream())?;
        self.not_empty(&group);
        Ok(Value::Pairs(pairs))
    }

    fn result_pairs(&mut self) -> syn::Result<Value> {
        let group = self.parentheses()?;
        let written = self.written();
        if group.stream().is_empty() {
            return Err(syn::Error::new(group.span(), self.nothing()));
        }
        let read = |input: ParseStream<'_>| {
            if !input.peek(Token![|]) {
                return Err(input.error(format!("expected the result's name between bars: `{written}`")));
            }
            input.parse::<Token![|]>()?;
            let pattern = input.call(Pat::parse_single)?;
            let annotation = input.parse::<Option<Token![:]>>()?.map(|_| input.parse()).transpose()?;
            input.parse::<Token![|]>()?;
            if input.is_empty() {
                return Err(input.error(format!("expected an attribute: `{written}`")));
            }
            Ok(ResultPairs { pattern, annotation, pairs: pairs(input, self.errors) })
        };
        read.parse2(group.stream()).map(|read| Value::ResultPairs(Box::new(read)))
    }

    /// `=`, and something behind it.
    fn equals(&self) -> syn::Result<()> {
        let name = self.row.name();
        if self.input.peek(Token![=]) && !self.input.peek(Token![==]) {
            self.input.parse::<Token![=]>()?;
            if self.input.is_empty() || self.input.peek(Token![,]) {
                return Err(syn::Error::new(
                    self.key.span(),
                    format!("`{name}` needs a value: write `{}`", self.written()),
                ));
            }
            return Ok(());
        }
        if self.input.is_empty() || self.input.peek(Token![,]) {
            return Err(syn::Error::new(
                self.key.span(),
                format!("`{name}` needs a value: write `{}`", self.written()),
            ));
        }
        Err(self.input.error(format!("expected `=`: write `{}`", self.written())))
    }

    fn expression(&self) -> syn::Result<Expr> {
        let before = self.input.span();
        self.input.parse().map_err(|error: syn::Error| {
            // At the end of the arguments the parser points at the whole attribute.
            if self.input.is_empty() { syn::Error::new(before, error.to_string()) } else { error }
        })
    }

    /// `( .. )`
    fn parentheses(&self) -> syn::Result<Group> {
        if !self.input.peek(token::Paren) {
            let at = if self.input.is_empty() || self.input.peek(Token![,]) {
                self.key.span()
            } else {
                self.input.span()
            };
            return Err(syn::Error::new(
                at,
                format!("expected a list in parentheses: write `{}`", self.written()),
            ));
        }
        self.input.parse()
    }

    fn not_empty(&mut self, group: &Group) {
        if group.stream().is_empty() {
            let message = self.nothing();
            self.errors.push_at(group.span(), message);
        }
    }

    fn nothing(&self) -> String {
        format!("nothing in the list: write `{}`, or leave `{}` out", self.written(), self.row.name())
    }

    /// How the argument is written.
    fn written(&self) -> String {
        format!("{}{}", self.row.name(), self.row.form.example())
    }
}

/// `"attribute.key" = expression, ..`
fn pairs(input: ParseStream<'_>, errors: &mut Errors) -> Vec<Pair> {
    let mut pairs = Vec::new();
    comma_separated(input, errors, |input, _| {
        if !input.peek(LitStr) {
            return Err(
                input.error("expected the attribute's key as a string: `\"attribute.key\" = <expression>`")
            );
        }
        let key: LitStr = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(syn::Error::new(
                key.span(),
                format!("`\"{}\"` needs a value: write ` = <expression>` after it", key.value()),
            ));
        }
        input.parse::<Token![=]>()?;
        pairs.push(Pair { key, value: input.parse()? });
        Ok(())
    });
    pairs
}
