//! Paths in token streams, whose grammar is the macro's own.

use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};

/// Every sequence `name::name::..`, with the place of its first name. `$crate` counts as a name.
pub(crate) fn paths(tokens: TokenStream, out: &mut Vec<(Vec<String>, Span)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => {
                paths(group.stream(), out);
                at += 1;
            }
            TokenTree::Ident(first) => {
                let mut path = vec![name(&tokens, at, first)];
                at += 1;
                while let (true, Some(TokenTree::Ident(next))) = (is_colons(&tokens, at), tokens.get(at + 2))
                {
                    path.push(next.to_string());
                    at += 3;
                }
                out.push((path, first.span()));
            }
            TokenTree::Punct(_) if is_colons(&tokens, at) => {
                // A path into another crate, or behind something in angle brackets.
                at += 2;
                while let Some(TokenTree::Ident(_)) = tokens.get(at) {
                    at += 1;
                    if !is_colons(&tokens, at) {
                        break;
                    }
                    at += 2;
                }
            }
            TokenTree::Punct(dot) if dot.as_char() == '.' => {
                // A field or a method.
                at += if matches!(tokens.get(at + 1), Some(TokenTree::Ident(_))) { 2 } else { 1 };
            }
            _ => at += 1,
        }
    }
}

fn name(tokens: &[TokenTree], at: usize, ident: &Ident) -> String {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match before {
        Some(TokenTree::Punct(dollar)) if dollar.as_char() == '$' => format!("${ident}"),
        _ => ident.to_string(),
    }
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| match tokens.get(at) {
        Some(TokenTree::Punct(punct)) if punct.as_char() == ':' => Some(punct.spacing()),
        _ => None,
    };
    colon(at) == Some(Spacing::Joint) && colon(at + 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let tokens = "a::b(x, $crate::c::D { e: ::other::f }) => g.h::<i::J>()".parse().expect("tokens");
        let mut found = Vec::new();
        paths(tokens, &mut found);
        let found: Vec<String> = found.into_iter().map(|(path, _)| path.join("::")).collect();
        assert_eq!(found, ["a::b", "x", "$crate::c::D", "e", "g", "i::J"]);
    }
}
