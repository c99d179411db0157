//! Calls that name nobody: by a trait object, or by a method that another module adds to a type.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Attribute, ExprMethodCall, ImplItem, Item, ItemImpl, Type, TypeParamBound, TypeTraitObject};

use crate::crate_source::attributes;
use crate::resolve::{Target, resolve};
use crate::{Crate, Edge, ModuleId};

/// An edge for every module that holds objects of a trait of the crate to each that implements it, and for every call of a
/// method to the module that adds it to a type of another module at the root, where nobody else has a method of that name.
#[must_use]
pub fn hooks(source: &Crate) -> Vec<Edge> {
    let mut known = Definitions::new(source);
    for module in 0..source.modules.len() {
        known.module = module;
        source.modules[module].items.iter().for_each(|item| known.visit_item(item));
    }
    let mut found = BTreeSet::new();
    for module in 0..source.modules.len() {
        let mut uses = Uses { source, module, known: &known, found: &mut found };
        source.modules[module].items.iter().for_each(|item| uses.visit_item(item));
    }
    found.into_iter().collect()
}

/// A trait, by the module that defines it and its name.
type TraitId = (ModuleId, String);

/// Who implements what.
struct Definitions<'c> {
    source: &'c Crate,
    module: ModuleId,
    implementors: HashMap<TraitId, BTreeSet<ModuleId>>,
    /// Methods by name: the module that implements each, and whether the type is of another one.
    methods: HashMap<String, BTreeSet<(ModuleId, bool)>>,
}

impl<'c> Definitions<'c> {
    fn new(source: &'c Crate) -> Self {
        Self { source, module: 0, implementors: HashMap::new(), methods: HashMap::new() }
    }

    fn method(&mut self, name: String, is_added: bool) {
        self.methods.entry(name).or_default().insert((self.module, is_added));
    }
}

impl<'ast> Visit<'ast> for Definitions<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if self.source.features.keep(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        for item in &item.items {
            if let syn::TraitItem::Fn(method) = item {
                self.method(method.sig.ident.to_string(), false);
            }
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        match &item.trait_ {
            Some((path, _)) => {
                for target in named(self.source, self.module, path) {
                    self.implementors.entry(target).or_default().insert(self.module);
                }
            }
            None => {
                let of = match &*item.self_ty {
                    Type::Path(of) => named(self.source, self.module, &of.path),
                    _ => Vec::new(),
                };
                let top = |module: ModuleId| self.source.modules[module].path.first();
                let is_added = of.iter().all(|(of, _)| top(*of) != top(self.module));
                for item in &item.items {
                    if let ImplItem::Fn(method) = item
                        && method.sig.receiver().is_some()
                        && self.source.features.keep(&method.attrs)
                    {
                        self.method(method.sig.ident.to_string(), is_added);
                    }
                }
            }
        }
        visit::visit_item_impl(self, item);
    }
}

struct Uses<'c> {
    source: &'c Crate,
    module: ModuleId,
    known: &'c Definitions<'c>,
    found: &'c mut BTreeSet<Edge>,
}

impl Uses<'_> {
    fn edge(&mut self, to: ModuleId, what: String, span: Span) {
        let (from, to) = (&self.source.modules[self.module], &self.source.modules[to]);
        if from.file != to.file {
            self.found.insert(Edge {
                from: from.file.clone(),
                from_module: from.path.clone(),
                to: to.file.clone(),
                to_module: to.path.clone(),
                line: span.start().line,
                path: what,
            });
        }
    }
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if self.source.features.keep(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_type_trait_object(&mut self, object: &'ast TypeTraitObject) {
        for bound in &object.bounds {
            let TypeParamBound::Trait(bound) = bound else { continue };
            for target in named(self.source, self.module, &bound.path) {
                for &to in self.known.implementors.get(&target).into_iter().flatten() {
                    let span =
                        bound.path.segments.first().map_or_else(Span::call_site, |one| one.ident.span());
                    self.edge(to, format!("dyn {}", target.1), span);
                }
            }
        }
        visit::visit_type_trait_object(self, object);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        let of = self.known.methods.get(&name).into_iter().flatten().copied().collect::<Vec<_>>();
        if let [(to, true)] = of[..] {
            self.edge(to, format!(".{name}()"), call.method.span());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// The items of the crate that a path names.
fn named(source: &Crate, module: ModuleId, path: &syn::Path) -> Vec<TraitId> {
    let segments: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
    let targets = resolve(source, module, &segments).into_iter();
    targets
        .filter_map(|target| match target {
            Target::Item(module, name) => Some((module, name)),
            Target::Module(_) => None,
        })
        .collect()
}
