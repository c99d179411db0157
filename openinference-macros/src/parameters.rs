//! The function's parameters: what each binds, and what `#[span(..)]` on it says.

use openinference_semconv::SpanKind;
use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, FnArg, Ident, LitStr, Meta, Pat, Receiver, Signature, Token, Type};

use crate::args::comma_separated;
use crate::error::Errors;
use crate::kind::Kind;

/// The helper attribute.
pub(crate) const HELPER: &str = "span";

/// One parameter besides the receiver.
pub(crate) struct Parameter {
    /// Names that it binds, in order; a plain parameter binds one.
    pub(crate) bindings: Vec<Ident>,
    /// `#[cfg(..)]` on it: everything that names it needs the same.
    pub(crate) cfg: Vec<Attribute>,
    /// What `#[span(..)]` on it says.
    pub(crate) options: ParamOptions,
    /// The pattern is more than a name.
    pub(crate) destructures: bool,
    /// It holds other arguments: `Parameters(request): Parameters<Request>`.
    pub(crate) wraps: bool,
    pub(crate) ty: Type,
    /// What an argument of a tool is for.
    pub(crate) docs: Vec<Attribute>,
}

/// What `#[span(..)]` on a parameter says.
#[derive(Default)]
pub(crate) struct ParamOptions {
    pub(crate) skip: Option<Span>,
    pub(crate) redact: Option<Span>,
    pub(crate) attribute: Option<LitStr>,
}

/// The receiver, and the parameters in order of declaration. The helper attributes are taken off, also when they are
/// wrong: the compiler knows no attribute of that name. So are the doc comments of a tool's parameters, which the compiler
/// allows for no function, unless another macro is to read them as well.
pub(crate) fn take(
    kind: Kind,
    others: &[Attribute],
    signature: &mut Signature,
    errors: &mut Errors,
) -> (Option<Receiver>, Vec<Parameter>) {
    let mut receiver = None;
    let mut parameters = Vec::new();
    for argument in &mut signature.inputs {
        match argument {
            FnArg::Receiver(this) => {
                for helper in take_helpers(&mut this.attrs) {
                    errors.push(helper, "`self` is never recorded: leave the attribute out");
                }
                receiver = Some(this.clone());
            }
            FnArg::Typed(typed) => {
                let mut options = ParamOptions::default();
                for helper in take_helpers(&mut typed.attrs) {
                    options.read(&helper, errors);
                }
                let docs = if kind.span == SpanKind::Tool {
                    take_docs(others, &mut typed.attrs)
                } else {
                    Vec::new()
                };
                let mut found = Vec::new();
                bindings(&typed.pat, &mut found);
                parameters.push(Parameter {
                    bindings: found,
                    cfg: typed
                        .attrs
                        .iter()
                        .filter(|attribute| attribute.path().is_ident("cfg"))
                        .cloned()
                        .collect(),
                    options,
                    wraps: wraps(&typed.pat, &typed.ty),
                    ty: (*typed.ty).clone(),
                    docs,
                    destructures: !matches!(&*typed.pat, Pat::Ident(plain) if plain.subpat.is_none()),
                });
            }
        }
    }
    (receiver, parameters)
}

/// Whether a parameter holds the arguments rather than being one: a pattern that takes it apart, or the extractor of the
/// Model Context Protocol's servers.
fn wraps(pattern: &Pat, ty: &Type) -> bool {
    match pattern {
        Pat::TupleStruct(tuple) => tuple.elems.len() == 1,
        Pat::Struct(_) => true,
        _ => {
            matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Parameters"))
        }
    }
}

/// Macros that take the doc comments off themselves, when they stand below.
const READ_DOCS: [&str; 1] = ["rig_tool"];

/// Takes the doc comments off a parameter of a function that has `others` on it.
fn take_docs(others: &[Attribute], attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    let (docs, rest) = attributes.iter().cloned().partition(|attribute| attribute.path().is_ident("doc"));
    let reads_docs = |other: &Attribute| {
        let last = other.path().segments.last();
        last.is_some_and(|last| READ_DOCS.iter().any(|name| last.ident == name))
    };
    if !others.iter().any(reads_docs) {
        *attributes = rest;
    }
    docs
}

/// Takes the `#[span(..)]` off a list of attributes.
pub(crate) fn take_helpers(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    let (helpers, others) =
        std::mem::take(attributes).into_iter().partition(|attribute| attribute.path().is_ident(HELPER));
    *attributes = others;
    helpers
}

impl ParamOptions {
    const WRITTEN: &'static str =
        "`#[span(skip)]`, `#[span(redact)]` or `#[span(attribute = \"attribute.key\")]`";

    fn read(&mut self, helper: &Attribute, errors: &mut Errors) {
        let Meta::List(list) = &helper.meta else {
            errors.push(helper, format!("expected {}", Self::WRITTEN));
            return;
        };
        if list.tokens.is_empty() {
            errors.push(helper, format!("expected {}", Self::WRITTEN));
        }
        self.read_list(list.tokens.clone(), errors);
    }

    fn read_list(&mut self, tokens: TokenStream, errors: &mut Errors) {
        let parsed = (|input: ParseStream<'_>| {
            comma_separated(input, errors, |input, errors| self.word(input, errors));
            Ok(())
        })
        .parse2(tokens);
        if let Err(error) = parsed {
            errors.push_parsed(error);
        }
    }

    fn word(&mut self, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        let word = input.call(Ident::parse_any)?;
        let text = word.to_string();
        let twice = match text.as_str() {
            "skip" => self.skip.replace(word.span()).is_some(),
            "redact" => self.redact.replace(word.span()).is_some(),
            "attribute" => {
                if !input.peek(Token![=]) {
                    return Err(syn::Error::new(word.span(), "expected `attribute = \"attribute.key\"`"));
                }
                input.parse::<Token![=]>()?;
                if !input.peek(LitStr) {
                    let message = "expected the attribute's key as a string: `attribute = \"attribute.key\"`";
                    return Err(input.error(message));
                }
                self.attribute.replace(input.parse()?).is_some()
            }
            _ => {
                let near = openinference_semconv::lookup::nearest(&text, ["skip", "redact", "attribute"]);
                let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                return Err(syn::Error::new(
                    word.span(),
                    format!("a parameter has no key `{text}`; {near}expected {}", Self::WRITTEN),
                ));
            }
        };
        if twice {
            errors.push(&word, format!("`{text}` is given twice"));
        }
        Ok(())
    }
}

/// The names that a pattern binds, in order.
pub(crate) fn bindings(pattern: &Pat, found: &mut Vec<Ident>) {
    match pattern {
        // What stands behind `@` is a part of what stands before it.
        Pat::Ident(name) => found.push(name.ident.clone()),
        Pat::Tuple(tuple) => tuple.elems.iter().for_each(|part| bindings(part, found)),
        Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|part| bindings(part, found)),
        Pat::Slice(slice) => slice.elems.iter().for_each(|part| bindings(part, found)),
        Pat::Struct(fields) => fields.fields.iter().for_each(|field| bindings(&field.pat, found)),
        Pat::Reference(reference) => bindings(&reference.pat, found),
        Pat::Paren(inner) => bindings(&inner.pat, found),
        Pat::Type(typed) => bindings(&typed.pat, found),
        // Every alternative binds the same names.
        Pat::Or(alternatives) => alternatives.cases.iter().take(1).for_each(|case| bindings(case, found)),
        _ => {}
    }
}
