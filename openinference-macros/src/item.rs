//! What the attribute stands on.
//!
//! A function's head is parsed, its body is kept as tokens: half-typed bodies and future syntax pass through, and
//! expansion stays cheap.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Result, Signature, Token, Visibility};

/// A function or method.
pub(crate) struct Function {
    /// Outer attributes.
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `default`, of specialisation.
    pub(crate) defaultness: Option<Ident>,
    pub(crate) signature: Signature,
    pub(crate) body: Body,
}

/// What comes after the head.
pub(crate) enum Body {
    /// `{ .. }`
    Block(Block),
    /// `;`
    None(Token![;]),
}

/// A body in braces.
pub(crate) struct Block {
    /// The user's group as it was, for its braces' spans.
    group: Group,
    /// `#![..]` and `//!`.
    pub(crate) inner_attributes: Vec<Attribute>,
    /// All that follows the inner attributes.
    pub(crate) statements: TokenStream,
}

impl Block {
    /// These tokens in the user's own braces, whose span decides the edition and where errors point.
    pub(crate) fn braces(&self, content: TokenStream) -> Group {
        let mut group = Group::new(Delimiter::Brace, content);
        group.set_span(self.group.span());
        group
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = defaultness(input)?;
        let signature = input.parse()?;
        let body =
            if input.peek(Token![;]) { Body::None(input.parse()?) } else { Body::Block(input.parse()?) };
        Ok(Self { attributes, visibility, defaultness, signature, body })
    }
}

/// `default` is a word like any other unless a function follows it.
fn defaultness(input: ParseStream<'_>) -> Result<Option<Ident>> {
    match input.cursor().ident() {
        Some((ident, _)) if ident == "default" => input.parse().map(Some),
        _ => Ok(None),
    }
}

impl Parse for Block {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let group = input.step(|cursor| match cursor.token_tree() {
            Some((TokenTree::Group(group), rest)) => match visible(group) {
                Some(group) => Ok((group, rest)),
                None => Err(cursor.error("expected `{`")),
            },
            _ => Err(cursor.error("expected `{`")),
        })?;
        let split = |content: ParseStream<'_>| {
            Ok((content.call(Attribute::parse_inner)?, content.parse::<TokenStream>()?))
        };
        let (inner_attributes, statements) = syn::parse::Parser::parse2(split, group.stream())?;
        Ok(Self { group, inner_attributes, statements })
    }
}

/// The group in braces, also when it came through a `$body:block` of a `macro_rules` macro.
fn visible(group: Group) -> Option<Group> {
    match group.delimiter() {
        Delimiter::Brace => Some(group),
        Delimiter::None => {
            let mut tokens = group.stream().into_iter();
            match (tokens.next(), tokens.next()) {
                (Some(TokenTree::Group(inner)), None) => visible(inner),
                _ => None,
            }
        }
        Delimiter::Parenthesis | Delimiter::Bracket => None,
    }
}

impl ToTokens for Function {
    /// The function as it was written.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.head_to_tokens(&self.signature, tokens);
        match &self.body {
            Body::None(semicolon) => semicolon.to_tokens(tokens),
            Body::Block(block) => {
                let mut content = TokenStream::new();
                content.append_all(&block.inner_attributes);
                content.extend(block.statements.clone());
                tokens.append(block.braces(content));
            }
        }
    }
}

impl Function {
    /// All but the body, with this signature.
    pub(crate) fn head_to_tokens(&self, signature: &Signature, tokens: &mut TokenStream) {
        tokens.append_all(&self.attributes);
        self.visibility.to_tokens(tokens);
        self.defaultness.to_tokens(tokens);
        signature.to_tokens(tokens);
    }
}
