//! Which file names an item of which other file.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Arm, Attribute, ExprCall, Field, ImplItem, Item, ItemUse, Local, Macro, TraitItem, Visibility};

use crate::crate_source::{attributes, is_re_export, leaves};
use crate::resolve::{Target, resolve};
use crate::{Crate, ModuleId, tokens};

/// One file names an item that another one defines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edge {
    /// The file that names it.
    pub from: PathBuf,
    /// The module within which it is named.
    pub from_module: Vec<String>,
    /// The file that defines it.
    pub to: PathBuf,
    /// The module that defines it.
    pub to_module: Vec<String>,
    /// The line of the first mention.
    pub line: usize,
    /// The path as it is written there.
    pub path: String,
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} names `{}` of {}", self.from.display(), self.line, self.path, self.to.display())
    }
}

/// The edges of a crate, one for each pair of modules.
#[must_use]
pub fn edges(source: &Crate) -> Vec<Edge> {
    let mut all = Vec::new();
    for module in 0..source.modules.len() {
        let mut visitor = Visitor { source, module, seen: HashSet::new(), edges: Vec::new() };
        source.modules[module].items.iter().for_each(|item| visitor.visit_item(item));
        all.append(&mut visitor.edges);
    }
    all.sort();
    all
}

struct Visitor<'c> {
    source: &'c Crate,
    module: ModuleId,
    seen: HashSet<ModuleId>,
    edges: Vec<Edge>,
}

impl Visitor<'_> {
    fn named(&mut self, path: &[String], span: Span) {
        for target in resolve(self.source, self.module, path) {
            if let Target::Item(to, _) = target {
                self.edge(to, path, span);
            }
        }
    }

    /// An import that brings a module brings nothing by itself: what is named through it counts.
    fn imported(&mut self, path: &[String], span: Span) {
        let targets = resolve(self.source, self.module, path);
        if !targets.iter().any(|target| matches!(target, Target::Module(_))) {
            self.named(path, span);
        }
    }

    fn edge(&mut self, to: ModuleId, path: &[String], span: Span) {
        let (from, to_module) = (&self.source.modules[self.module], &self.source.modules[to]);
        if from.file == to_module.file || !self.seen.insert(to) {
            return;
        }
        self.edges.push(Edge {
            from: from.file.clone(),
            from_module: from.path.clone(),
            to: to_module.file.clone(),
            to_module: to_module.path.clone(),
            line: span.start().line,
            path: path.join("::"),
        });
    }

    fn keep(&self, attributes: &[Attribute]) -> bool {
        self.source.features.keep(attributes)
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        // Those of a function may stand in modules within it.
        if self.keep(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, import: &'ast ItemUse) {
        if is_re_export(&import.vis) || import.leading_colon.is_some() {
            return;
        }
        for (path, _) in leaves(&import.tree) {
            self.imported(&path, import.use_token.span);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let segments: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
            let span = path.segments.first().map_or_else(Span::call_site, |first| first.ident.span());
            self.named(&segments, span);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, makro: &'ast Macro) {
        visit::visit_macro(self, makro);
        let mut found = Vec::new();
        tokens::paths(makro.tokens.clone(), &mut found);
        for (path, span) in found {
            self.named(&path, span);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if self.keep(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        let attributes: &[Attribute] = match item {
            TraitItem::Const(item) => &item.attrs,
            TraitItem::Fn(item) => &item.attrs,
            TraitItem::Type(item) => &item.attrs,
            TraitItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if self.keep(attributes) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if self.keep(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if self.keep(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        if self.keep(&local.attrs) {
            visit::visit_local(self, local);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if self.keep(&call.attrs) {
            visit::visit_expr_call(self, call);
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}
