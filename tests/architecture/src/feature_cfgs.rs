//! Where a file asks which features there are.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, Macro};

use crate::Source;
use crate::crate_source::is_re_export;

/// A question about features that does not stand at a module, nor at a name that a file of declarations hands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureCfg {
    /// The file, below the folder of the source.
    pub file: PathBuf,
    /// Its line.
    pub line: usize,
}

/// Every `cfg`, `cfg_attr` and `cfg!` of a file that asks for a feature within an item, or at an item beside others.
#[must_use]
pub fn feature_cfgs(source: &Source) -> Vec<FeatureCfg> {
    let declares = source.content.items.iter().all(|item| match item {
        Item::Mod(_) | Item::Use(_) => true,
        // As `include!`.
        Item::Macro(makro) => makro.ident.is_none(),
        _ => false,
    });
    let mut visitor = Visitor { file: &source.file, declares, found: Vec::new() };
    source.content.items.iter().for_each(|item| visitor.visit_item(item));
    visitor.found
}

struct Visitor<'s> {
    file: &'s Path,
    /// Whether the file has modules and names of others alone.
    declares: bool,
    found: Vec<FeatureCfg>,
}

impl Visitor<'_> {
    fn note(&mut self, line: usize) {
        self.found.push(FeatureCfg { file: self.file.to_owned(), line });
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Mod(ItemMod { content, .. }) => {
                if let Some((_, items)) = content {
                    items.iter().for_each(|item| self.visit_item(item));
                }
            }
            Item::Use(import) if self.declares || is_re_export(&import.vis) => {}
            item => visit::visit_item(self, item),
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let asks = attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr");
        if asks && attribute.meta.require_list().is_ok_and(|list| names_feature(list.tokens.clone())) {
            self.note(attribute.pound_token.span.start().line);
        }
    }

    fn visit_macro(&mut self, makro: &'ast Macro) {
        if makro.path.is_ident("cfg") && names_feature(makro.tokens.clone()) {
            self.note(makro.bang_token.span.start().line);
        }
        visit::visit_macro(self, makro);
    }
}

fn names_feature(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "feature",
        TokenTree::Group(group) => names_feature(group.stream()),
        _ => false,
    })
}
