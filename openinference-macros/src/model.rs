//! One annotated function: its arguments read, its helper attributes taken off.

use openinference_semconv::keys::Key;
use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, Ident, Receiver};

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
        take_misplaced(kind, &mut function.attributes, errors);
        let (receiver, parameters) =
            parameters::take(kind, &function.attributes, &mut function.signature, errors);
        let runtime = Runtime::new(args.runtime());
        let returned = Returned::new(&function.signature.output);
        Self { kind, args, runtime, function, receiver, parameters, returned }
    }

    /// The function as it was, without what is ours.
    pub(crate) fn plain(&self) -> TokenStream {
        self.function.to_token_stream()
    }

    /// Whether an argument is not recorded.
    pub(crate) fn is_skipped(&self, binding: &Ident, parameter: &Parameter) -> bool {
        self.args.flag(Key::SkipAll)
            || parameter.options.skip.is_some()
            || self.args.skipped().iter().any(|name| name == binding)
    }

    /// The parameters that a caller is asked for, as far as the span says.
    pub(crate) fn recorded_parameters(&self) -> impl Iterator<Item = &Parameter> {
        let recorded = |parameter: &&Parameter| {
            parameter.bindings.iter().any(|binding| !self.is_skipped(binding, parameter))
        };
        self.parameters.iter().filter(recorded)
    }

    pub(crate) fn is_async(&self) -> bool {
        self.function.signature.asyncness.is_some()
    }

    /// Whether the body asks who has called.
    pub(crate) fn tracks_caller(&self) -> bool {
        self.function.attributes.iter().any(|attribute| attribute.path().is_ident("track_caller"))
    }
}

/// Attributes of ours that are in the wrong place. The helper is taken off, because the compiler knows none of that name;
/// a second span may stay, it is the compiler's next macro.
fn take_misplaced(kind: Kind, attributes: &mut Vec<Attribute>, errors: &mut Errors) {
    for helper in parameters::take_helpers(attributes) {
        errors.push(
            helper,
            "`#[span(..)]` belongs on a parameter, or on a method of an annotated `impl` block",
        );
    }
    for attribute in attributes {
        let Some(other) = Kind::of_path(attribute.path()) else { continue };
        let message = format!(
            "`#[{}]` makes the function a span already: one function, one span; take `#[{}]` to a function that it calls",
            kind.attribute, other.attribute
        );
        errors.push(attribute, message);
    }
}
