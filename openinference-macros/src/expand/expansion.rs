//! What the parts of an expansion have in common.

use openinference_semconv::keys::Key;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote_spanned};

use crate::item::Block;
use crate::model::Model;
use crate::names;

/// A function that is expanded.
pub(crate) struct Expansion<'a> {
    pub(crate) model: &'a Model,
    /// Path of the runtime's private module.
    pub(crate) rt: TokenStream,
    pub(crate) span: proc_macro2::Span,
    /// Whether arguments are borrowed in an order that keeps the one in which they are dropped.
    pub(crate) touches: bool,
}

impl Expansion<'_> {
    /// The type that the body has: the return type, as far as it has a name.
    pub(super) fn annotation(&self) -> TokenStream {
        let Self { rt, span, model, .. } = self;
        if model.returned.never {
            quote_spanned!(*span=> #rt::Never)
        } else {
            model.returned.annotation.clone()
        }
    }

    /// The names that parameters bind, the last first; none with `skip_all`.
    pub(super) fn bindings_in_reverse(&self) -> impl Iterator<Item = (&Ident, &[syn::Attribute])> {
        let all = !self.model.args.flag(Key::SkipAll);
        let parameters = self.model.parameters.iter().rev().filter(move |_| all);
        parameters.flat_map(|parameter| {
            parameter.bindings.iter().rev().map(|binding| (binding, parameter.cfg.as_slice()))
        })
    }
}

/// The user's body as a block of its own, in its own braces: what is declared in it is not seen by our code.
///
/// In an arm, because there nobody calls the braces needless (`unused_braces`), and nothing has to be allowed, which a
/// user may forbid. An arm ends the life of temporaries exactly as the function's own body does.
pub(super) fn user_block(block: &Block) -> TokenStream {
    let user = block.braces(block.statements.clone()).into_token_stream();
    quote_spanned!(names::site()=> match () { () => #user })
}
