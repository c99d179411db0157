//! What the attribute stands on.
//!
//! A function's head is parsed, its body is kept as tokens: half-typed bodies and future syntax pass through, and
//! expansion stays cheap.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Ident, Result, Signature, Token, Visibility};

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

impl Function {
    /// Reads a function. Its body never comes before the parser, which would take it apart to the last token.
    pub(crate) fn read(item: TokenStream) -> Result<Self> {
        let mut tokens = trees(item);
        let body = match tokens.pop() {
            Some(TokenTree::Punct(mark)) if mark.as_char() == ';' => Body::None(Token![;](mark.span())),
            Some(TokenTree::Group(group)) => Body::Block(Block::read(visible(group)?)?),
            last => {
                return Err(Error::new(
                    last.map_or_else(Span::call_site, |last| last.span()),
                    "expected a function",
                ));
            }
        };
        let head = |input: ParseStream<'_>| {
            let attributes = input.call(Attribute::parse_outer)?;
            let visibility = input.parse()?;
            let defaultness = defaultness(input)?;
            Ok((attributes, visibility, defaultness, input.parse()?))
        };
        let (attributes, visibility, defaultness, signature) = head.parse2(tokens.into_iter().collect())?;
        Ok(Self { attributes, visibility, defaultness, signature, body })
    }
}

/// The tokens of an item, also when all of it came through an `$item:item` of a `macro_rules` macro.
pub(crate) fn trees(item: TokenStream) -> Vec<TokenTree> {
    let trees: Vec<TokenTree> = item.into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => self::trees(group.stream()),
        _ => trees,
    }
}

/// `default` is a word like any other unless a function follows it.
fn defaultness(input: ParseStream<'_>) -> Result<Option<Ident>> {
    match input.cursor().ident() {
        Some((ident, _)) if ident == "default" => input.parse().map(Some),
        _ => Ok(None),
    }
}

impl Block {
    fn read(group: Group) -> Result<Self> {
        let mut tokens = group.stream().into_iter();
        let mut inner = TokenStream::new();
        // `#![..]` and `//!`, which is the same by now.
        let mut ahead = group.stream().into_iter();
        while let (Some(TokenTree::Punct(hash)), Some(TokenTree::Punct(bang))) = (ahead.next(), ahead.next())
        {
            if hash.as_char() != '#' || bang.as_char() != '!' {
                break;
            }
            ahead.next();
            inner.extend(tokens.by_ref().take(3));
        }
        if inner.is_empty() {
            let statements = group.stream();
            return Ok(Self { group, inner_attributes: Vec::new(), statements });
        }
        let inner_attributes = Attribute::parse_inner.parse2(inner)?;
        Ok(Self { group, inner_attributes, statements: tokens.collect() })
    }
}

/// The group in braces, also when it came through a `$body:block` of a `macro_rules` macro.
fn visible(group: Group) -> Result<Group> {
    match group.delimiter() {
        Delimiter::Brace => Ok(group),
        Delimiter::None => match trees(group.stream()).as_slice() {
            [TokenTree::Group(inner)] => visible(inner.clone()),
            _ => Err(Error::new(group.span(), "expected a body in braces")),
        },
        Delimiter::Parenthesis | Delimiter::Bracket => {
            Err(Error::new(group.span(), "expected a body in braces"))
        }
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
