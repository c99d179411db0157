//! The modules of a crate with the names that each of them knows.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta, UseTree, Visibility};

use crate::Features;

/// The index of a module in [`Crate::modules`].
pub type ModuleId = usize;

/// What a name in a module stands for; a name may have several, in several namespaces.
#[derive(Clone, Debug)]
pub enum Binding {
    /// A module below it.
    Module(ModuleId),
    /// Something that it defines.
    Item,
    /// Something that a `use` brings, by its path.
    Import(Vec<String>),
}

/// A module, in a file of its own or within one.
#[derive(Debug)]
pub struct Module {
    /// Its path without `crate`.
    pub path: Vec<String>,
    /// None for the root.
    pub parent: Option<ModuleId>,
    /// The file that it stands in, below the folder of the source.
    pub file: PathBuf,
    /// Its names.
    pub names: HashMap<String, Vec<Binding>>,
    /// The paths whose names it takes over.
    pub globs: Vec<Vec<String>>,
    /// Whether a macro makes items of it, whose names are not seen.
    pub has_item_macros: bool,
    /// Its items but for the modules below it.
    pub items: Vec<Item>,
}

/// A crate as one choice of features compiles it.
#[derive(Debug)]
pub struct Crate {
    /// The root is the first.
    pub modules: Vec<Module>,
    /// The choice.
    pub features: Features,
}

/// A file of a crate, as it is.
#[derive(Debug)]
pub struct Source {
    /// Its path below the folder of the source.
    pub file: PathBuf,
    /// What is in it.
    pub content: syn::File,
}

impl Source {
    /// Every file of Rust below `folder`, whether it is compiled or not.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is not Rust.
    pub fn all(folder: &Path) -> Result<Vec<Self>> {
        let mut sources = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).with_context(|| next.display().to_string())? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let file = path.strip_prefix(folder)?.to_owned();
                    sources.push(Self { file, content: parse(&path)? });
                }
            }
        }
        sources.sort_by(|one, other| one.file.cmp(&other.file));
        Ok(sources)
    }
}

fn parse(path: &Path) -> Result<syn::File> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    syn::parse_file(&text).with_context(|| path.display().to_string())
}

impl Crate {
    /// Reads `lib.rs` in `folder` and every module below it.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or is not Rust.
    pub fn read(folder: &Path, features: Features) -> Result<Self> {
        let mut this = Self { modules: Vec::new(), features };
        let root = PathBuf::from("lib.rs");
        let items = parse(&folder.join(&root))?.items;
        this.add(folder, Vec::new(), None, root, PathBuf::new(), items)?;
        Ok(this)
    }

    /// Adds a module; the files of those below it stand in `below`.
    fn add(
        &mut self,
        folder: &Path,
        path: Vec<String>,
        parent: Option<ModuleId>,
        file: PathBuf,
        below: PathBuf,
        items: Vec<Item>,
    ) -> Result<ModuleId> {
        let id = self.modules.len();
        self.modules.push(Module {
            path: path.clone(),
            parent,
            file: file.clone(),
            names: HashMap::new(),
            globs: Vec::new(),
            has_item_macros: false,
            items: Vec::new(),
        });
        for item in items {
            if !self.features.keep(attributes(&item)) {
                continue;
            }
            match item {
                Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let child_path: Vec<String> = path.iter().cloned().chain([name.clone()]).collect();
                    let (child_file, child_below, items) = place(folder, &file, &below, module)?;
                    let child = self.add(folder, child_path, Some(id), child_file, child_below, items)?;
                    self.bind(id, name, Binding::Module(child));
                }
                item => self.define(id, item),
            }
        }
        Ok(id)
    }

    fn bind(&mut self, module: ModuleId, name: String, binding: Binding) {
        self.modules[module].names.entry(name).or_default().push(binding);
    }

    /// Notes what an item names.
    fn define(&mut self, module: ModuleId, item: Item) {
        match &item {
            Item::Use(import) if import.leading_colon.is_none() => {
                for (path, name) in leaves(&import.tree) {
                    match name {
                        Some(name) if name == "*" => self.modules[module].globs.push(path),
                        Some(name) => self.bind(module, name, Binding::Import(path)),
                        None => {}
                    }
                }
            }
            Item::Macro(makro) => match &makro.ident {
                Some(name) => {
                    self.bind(module, name.to_string(), Binding::Item);
                    if makro.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                        let path = [vec!["crate".to_owned()], self.modules[module].path.clone()].concat();
                        let path = path.into_iter().chain([name.to_string()]).collect();
                        self.bind(0, name.to_string(), Binding::Import(path));
                    }
                }
                None => self.modules[module].has_item_macros = true,
            },
            item => {
                if let Some(name) = name(item) {
                    self.bind(module, name, Binding::Item);
                }
            }
        }
        self.modules[module].items.push(item);
    }
}

/// Where a module's code is, where the files of those below it are, and its items.
fn place(folder: &Path, file: &Path, below: &Path, module: ItemMod) -> Result<(PathBuf, PathBuf, Vec<Item>)> {
    let name = module.ident.to_string();
    if let Some((_, items)) = module.content {
        return Ok((file.to_owned(), below.join(name), items));
    }
    let (found, inner) = match stated_path(&module.attrs) {
        Some(stated) => {
            let found = normalised(&file.parent().unwrap_or(Path::new("")).join(stated));
            // The files below such a module stand beside it, as those of a `mod.rs` do.
            let inner = found.parent().unwrap_or(Path::new("")).to_owned();
            (found, inner)
        }
        None => {
            let flat = below.join(format!("{name}.rs"));
            let nested = below.join(&name).join("mod.rs");
            (if folder.join(&flat).is_file() { flat } else { nested }, below.join(&name))
        }
    };
    let items = parse(&folder.join(&found))?.items;
    Ok((found, inner, items))
}

/// The value of `#[path]`.
fn stated_path(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

fn normalised(path: &Path) -> PathBuf {
    let mut parts: Vec<_> = Vec::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.into_iter().collect()
}

/// The paths of a `use`, each with the name that it brings; `None` for `_`.
pub(crate) fn leaves(tree: &UseTree) -> Vec<(Vec<String>, Option<String>)> {
    fn walk(tree: &UseTree, before: &[String], out: &mut Vec<(Vec<String>, Option<String>)>) {
        let with = |name: &str| before.iter().cloned().chain([name.to_owned()]).collect::<Vec<String>>();
        match tree {
            UseTree::Path(path) => walk(&path.tree, &with(&path.ident.to_string()), out),
            UseTree::Name(name) if name.ident == "self" => {
                out.push((before.to_vec(), before.last().cloned()));
            }
            UseTree::Name(name) => out.push((with(&name.ident.to_string()), Some(name.ident.to_string()))),
            UseTree::Rename(rename) => {
                let name = (rename.rename != "_").then(|| rename.rename.to_string());
                let path =
                    if rename.ident == "self" { before.to_vec() } else { with(&rename.ident.to_string()) };
                out.push((path, name));
            }
            UseTree::Glob(_) => out.push((before.to_vec(), Some("*".to_owned()))),
            UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, before, out)),
        }
    }
    let mut out = Vec::new();
    walk(tree, &[], &mut out);
    out
}

/// Whether a `use` hands names on to other modules.
pub(crate) fn is_re_export(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
