//! One annotated function: its arguments read, its helper attributes taken off.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Expr, ExprLit, Lit, LitStr, Receiver};

use crate::args::Args;
use crate::error::Errors;
use crate::item::Function;
use crate::kind::Kind;
use crate::krate::Runtime;
use crate::parameters::{self, Parameter};
use crate::returned::Returned;

/// All that validation looks at and expansion writes.
pub(crate) struct Model {
    pub(crate) kind: Kind,
    pub(crate) args: Args,
    pub(crate) runtime: Runtime,
    /// Without the helper attributes on its parameters.
    pub(crate) function: Function,
    pub(crate) receiver: Option<Receiver>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returned: Returned,
}

impl Model {
    pub(crate) fn new(kind: Kind, args: Args, mut function: Function, errors: &mut Errors) -> Self {
        let (receiver, parameters) = parameters::take(&mut function.signature, errors);
        let runtime = Runtime::new(args.runtime());
        let returned = Returned::new(&function.signature.output);
        Self { kind, args, runtime, function, receiver, parameters, returned }
    }

    /// The function as it was, without what is ours.
    pub(crate) fn plain(&self) -> TokenStream {
        self.function.to_token_stream()
    }

    pub(crate) fn is_async(&self) -> bool {
        self.function.signature.asyncness.is_some()
    }
}

/// The string that an expression is, if it is one.
pub(crate) fn string_literal(expression: &Expr) -> Option<&LitStr> {
    match literal(expression)? {
        Lit::Str(text) => Some(text),
        _ => None,
    }
}

/// The literal that an expression is, if it is one.
pub(crate) fn literal(expression: &Expr) -> Option<&Lit> {
    match expression {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        Expr::Group(inner) => literal(&inner.expr),
        Expr::Paren(inner) => literal(&inner.expr),
        _ => None,
    }
}
