//! From a path to what it names, through imports and re-exports.

use std::collections::HashSet;

use crate::{Binding, Crate, ModuleId};

/// What a path names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A module.
    Module(ModuleId),
    /// An item that a module defines, by its name; what stands below an item (a variant, an associated item) counts as it.
    Item(ModuleId, String),
}

/// Everything of this crate that `path` may name in the module `from`, one for each namespace; nothing for a path into
/// another crate.
#[must_use]
pub fn resolve(source: &Crate, from: ModuleId, path: &[String]) -> Vec<Target> {
    Resolver { source, seen: HashSet::new() }.path(from, path)
}

struct Resolver<'c> {
    source: &'c Crate,
    /// Guards against names that are defined by each other.
    seen: HashSet<(ModuleId, String)>,
}

impl Resolver<'_> {
    fn path(&mut self, from: ModuleId, path: &[String]) -> Vec<Target> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let start = match first.as_str() {
            "crate" | "$crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(from)],
            "super" => self.source.modules[from].parent.map(Target::Module).into_iter().collect(),
            name => self.name(from, name),
        };
        rest.iter().fold(start, |targets, segment| self.below(&targets, segment))
    }

    fn below(&mut self, targets: &[Target], segment: &str) -> Vec<Target> {
        let mut found = Vec::new();
        for target in targets {
            match target {
                Target::Module(module) if segment == "super" => {
                    found.extend(self.source.modules[*module].parent.map(Target::Module));
                }
                Target::Module(module) => found.extend(self.name(*module, segment)),
                item @ Target::Item(..) => found.push(item.clone()),
            }
        }
        found
    }

    fn name(&mut self, module: ModuleId, name: &str) -> Vec<Target> {
        let key = (module, name.to_owned());
        if !self.seen.insert(key.clone()) {
            return Vec::new();
        }
        let known = &self.source.modules[module];
        let mut found = Vec::new();
        for binding in known.names.get(name).into_iter().flatten() {
            match binding {
                Binding::Module(module) => found.push(Target::Module(*module)),
                Binding::Item => found.push(Target::Item(module, name.to_owned())),
                Binding::Import(path) => found.extend(self.import(module, path)),
            }
        }
        if found.is_empty() {
            for glob in &known.globs {
                for target in self.import(module, glob) {
                    if let Target::Module(from) = target {
                        found.extend(self.name(from, name));
                    }
                }
            }
        }
        if found.is_empty() && known.has_item_macros && starts_like_a_type(name) {
            found.push(Target::Item(module, name.to_owned()));
        }
        self.seen.remove(&key);
        found
    }

    /// The path of a `use`: a name at its beginning is never the name that it brings.
    fn import(&mut self, module: ModuleId, path: &[String]) -> Vec<Target> {
        self.path(module, path)
    }
}

/// Names that macros make are seen by nobody; a type's is told by its first letter, so that other crates are not taken for them.
fn starts_like_a_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
