//! Which items a choice of features compiles.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// A choice of features. Everything else that `cfg` can ask, but `test`, may be so or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Features {
    /// All of them.
    All,
    /// All but those that are named.
    Without(&'static [&'static str]),
}

impl Features {
    fn has(self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Without(names) => !names.contains(&name),
        }
    }

    /// Whether an item with these attributes may be compiled.
    #[must_use]
    pub fn keep(self, attributes: &[Attribute]) -> bool {
        attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).all(|attribute| {
            let meta = attribute.parse_args::<Meta>();
            meta.ok().and_then(|meta| self.holds(&meta)) != Some(false)
        })
    }

    /// `None` where it depends on more than features.
    fn holds(self, meta: &Meta) -> Option<bool> {
        match meta {
            Meta::Path(path) => path.is_ident("test").then_some(false),
            Meta::NameValue(pair) => {
                let Expr::Lit(literal) = &pair.value else { return None };
                let Lit::Str(name) = &literal.lit else { return None };
                pair.path.is_ident("feature").then(|| self.has(&name.value()))
            }
            Meta::List(list) => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()?;
                let parts: Vec<Option<bool>> = parts.iter().map(|part| self.holds(part)).collect();
                if list.path.is_ident("not") {
                    parts.first().copied().flatten().map(|holds| !holds)
                } else {
                    // Of `all` one that is false decides, of `any` one that is true.
                    let decides = list.path.is_ident("any");
                    if parts.contains(&Some(decides)) {
                        Some(decides)
                    } else {
                        parts.iter().all(Option::is_some).then_some(!decides)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::{ItemMod, parse_str};

    use super::Features;

    fn keep(features: Features, cfg: &str) -> bool {
        let item: ItemMod = parse_str(&format!("#[cfg({cfg})] mod m;")).expect("it is Rust");
        features.keep(&item.attrs)
    }

    #[test]
    fn features_decide_and_nothing_else_does() {
        let without = Features::Without(&["trace"]);
        for (cfg, all, none) in [
            (r#"feature = "trace""#, true, false),
            (r#"not(feature = "trace")"#, false, true),
            (r#"any(feature = "trace", feature = "cost")"#, true, true),
            (r#"all(feature = "trace", unix)"#, true, false),
            (r#"all(not(feature = "trace"), unix)"#, false, true),
            ("test", false, false),
            ("any(test, unix)", true, true),
        ] {
            assert_eq!((keep(Features::All, cfg), keep(without, cfg)), (all, none), "{cfg}");
        }
    }
}
