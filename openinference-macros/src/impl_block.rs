//! An attribute on an `impl` block: the same attribute on each of its methods that has no span macro of its own.
//!
//! Nothing but attributes is read or changed; what a method's attribute does is the same wherever it comes from.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Token, Visibility, token};

use crate::args::{self, Args};
use crate::error::Errors;
use crate::item::trees;
use crate::kind::Kind;
use crate::krate::Runtime;
use crate::parameters::{HELPER, take_helpers};
use crate::validate;

/// An `impl` block.
pub(crate) struct ImplBlock {
    /// All that stands before the braces, attributes included.
    head: TokenStream,
    body: Group,
}

impl ImplBlock {
    pub(crate) fn read(item: TokenStream) -> syn::Result<Self> {
        let mut tokens = trees(item);
        match tokens.pop() {
            Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
                Ok(Self { head: tokens.into_iter().collect(), body })
            }
            _ => {
                Err(syn::Error::new(Span::call_site(), "expected an `impl` block with its methods in braces"))
            }
        }
    }
}

/// Whether the item is an `impl` block.
pub(crate) fn is_one(item: &TokenStream) -> bool {
    let mut tokens = trees(item.clone()).into_iter();
    while let Some(token) = tokens.next() {
        match token {
            // An attribute is a mark and a group.
            TokenTree::Punct(mark) if mark.as_char() == '#' => drop(tokens.next()),
            TokenTree::Ident(word) if word == "unsafe" || word == "default" => {}
            other => return matches!(other, TokenTree::Ident(word) if word == "impl"),
        }
    }
    false
}

/// The block, its methods annotated.
pub(crate) fn expand(kind: Kind, arguments: TokenStream, block: &ImplBlock) -> TokenStream {
    let mut errors = Errors::default();
    let args = Args::parse(kind, arguments.clone(), &mut errors);
    check_keys_suit_every_method(&args, &mut errors);
    validate::check_args(&args, &mut errors);
    let runtime = Runtime::new(args.runtime());
    let arguments = if errors.is_empty() {
        arguments
    } else {
        // The same mistake would show once for each method. Without arguments they still show their own.
        args.runtime().map(|path| quote!(crate = #path)).unwrap_or_default()
    };
    let mut methods = Methods { attribute: attribute(kind, &runtime, &arguments), errors, annotated: 0 };
    let body = methods.annotate(block.body.stream());
    if methods.annotated == 0 && methods.errors.is_empty() {
        let message = format!("there is no method to annotate: leave `#[{}]` out", kind.attribute);
        methods.errors.push_at(Span::call_site(), message);
    }
    let mut group = Group::new(Delimiter::Brace, body);
    group.set_span(block.body.span());
    let mut tokens = block.head.clone();
    tokens.append(group);
    methods.errors.with_item(tokens)
}

/// A span's name, its input or output say something of one function.
fn check_keys_suit_every_method(args: &Args, errors: &mut Errors) {
    for entry in args.entries().filter(|entry| !entry.row.on_impl) {
        errors.push(
            &entry.key,
            format!(
                "`{}` says something of one function: write it on the method, in an attribute of its own",
                entry.row.name()
            ),
        );
    }
}

/// `#[::openinference_runtime::tool_span(..)]`
fn attribute(kind: Kind, runtime: &Runtime, arguments: &TokenStream) -> TokenStream {
    let span = Span::mixed_site();
    let (root, name) = (runtime.root(), Ident::new(kind.attribute, span));
    let in_impl = Ident::new(args::IN_IMPL, span);
    quote_spanned!(span=> #[#root::#name(#in_impl, #arguments)])
}

/// The items of a block.
struct Methods {
    attribute: TokenStream,
    errors: Errors,
    annotated: usize,
}

impl Methods {
    fn annotate(&mut self, body: TokenStream) -> TokenStream {
        let read = |input: ParseStream<'_>| {
            let mut tokens = TokenStream::new();
            tokens.append_all(input.call(Attribute::parse_inner)?);
            while !input.is_empty() {
                self.item(input, &mut tokens)?;
            }
            Ok(tokens)
        };
        match read.parse2(body.clone()) {
            Ok(tokens) => tokens,
            Err(error) => {
                self.errors.push_parsed(error);
                body
            }
        }
    }

    fn item(&mut self, input: ParseStream<'_>, tokens: &mut TokenStream) -> syn::Result<()> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let helpers = take_helpers(&mut attributes);
        let function = function_follows(input);
        let skipped = self.is_skipped(&helpers, function);
        let own = attributes.iter().any(|attribute| Kind::of_path(attribute.path()).is_some());
        tokens.append_all(&attributes);
        if !skipped && !own && function == Some(Constness::Runtime) {
            self.annotated += 1;
            tokens.extend(self.attribute.clone());
        }
        copy_item(input, tokens)
    }

    /// Whether the helpers opt the method out.
    fn is_skipped(&mut self, helpers: &[Attribute], function: Option<Constness>) -> bool {
        let mut skipped = false;
        for helper in helpers {
            let says_skip = helper.parse_args::<Ident>().is_ok_and(|word| word == "skip");
            if says_skip && function.is_some() {
                skipped = true;
            } else if says_skip {
                self.errors.push(helper, "only a method has a span: leave the attribute out");
            } else {
                self.errors
                    .push(helper, format!("expected `#[{HELPER}(skip)]`: the others belong on a parameter"));
            }
        }
        skipped
    }
}

/// Whether a function may run at compile time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Constness {
    /// A `const fn`, which cannot have a span.
    Const,
    Runtime,
}

/// Whether a method follows, of which nothing is read.
fn function_follows(input: ParseStream<'_>) -> Option<Constness> {
    let ahead = input.fork();
    ahead.parse::<Visibility>().ok()?;
    let mut constness = Constness::Runtime;
    loop {
        if ahead.peek(Token![fn]) {
            return Some(constness);
        }
        match ahead.parse().ok()? {
            TokenTree::Ident(word) if word == "const" => constness = Constness::Const,
            TokenTree::Ident(word)
                if ["async", "default", "extern", "safe", "unsafe"].iter().any(|known| word == known) => {}
            TokenTree::Literal(_) => {} // `extern "C"`
            _ => return None,
        }
    }
}

/// Copies one item as it stands: up to its body in braces, or its semicolon.
fn copy_item(input: ParseStream<'_>, tokens: &mut TokenStream) -> syn::Result<()> {
    let mut angles = 0_usize;
    let mut value = false;
    let mut last = ' ';
    while !input.is_empty() {
        let ends_in_braces = input.peek(token::Brace) && angles == 0 && !value;
        let token: TokenTree = input.parse()?;
        if let TokenTree::Punct(mark) = &token {
            match mark.as_char() {
                '<' if !value => angles += 1,
                '>' if !value && last != '-' => angles = angles.saturating_sub(1),
                // What follows is an expression or a type: only a semicolon ends it.
                '=' if angles == 0 => value = true,
                _ => {}
            }
            last = mark.as_char();
        } else {
            last = ' ';
        }
        let ends = ends_in_braces || matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';');
        token.to_tokens(tokens);
        if ends {
            return Ok(());
        }
    }
    Ok(())
}
