//! Writing onto a tape.

use super::{Names, Node, Tape, count};
use crate::json::not_finite;
use crate::json::{JsonRef, MORE, fields_kept, items_kept};

/// A list or an object that is not closed.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Its node.
    at: usize,
    members: u32,
    expected: Option<usize>,
    kind: Kind,
    names: Names,
    /// It has no place: the value of an object that was not given a name.
    is_lost: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Array,
    /// With the node of the name that waits for its value.
    Object {
        name: Option<usize>,
    },
}

/// What is written by itself, apart from what is open around it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    /// How many lists and objects are open around it.
    depth: usize,
    /// Its first node.
    root: usize,
}

/// Of a name that is written like a value of its own.
#[derive(Debug)]
pub(crate) struct NameScope(Scope);

impl Tape {
    /// How many lists and objects are open.
    #[inline]
    pub(crate) fn depth(&self) -> usize {
        self.open.len() - self.scope.depth
    }

    pub(crate) fn null(&mut self) {
        self.place(Node::Null);
    }

    pub(crate) fn bool(&mut self, value: bool) {
        self.place(Node::Bool(value));
    }

    pub(crate) fn i64(&mut self, value: i64) {
        self.place(Node::Int(value));
    }

    pub(crate) fn u64(&mut self, value: u64) {
        self.place(i64::try_from(value).map_or(Node::UInt(value), Node::Int));
    }

    /// What is not finite becomes a string: JSON has no such number.
    pub(crate) fn f64(&mut self, value: f64) {
        self.place(if value.is_finite() { Node::Float(value) } else { Node::Static(not_finite(value)) });
    }

    /// A text, copied.
    #[inline]
    pub(crate) fn string(&mut self, text: &str) {
        let node = self.copy(text);
        self.place(node);
    }

    /// A text without its NUL characters, copied.
    #[inline]
    pub(crate) fn string_without_nul(&mut self, text: &str) {
        let start = self.text.len();
        text.split('\0').for_each(|piece| self.text.push_str(piece));
        self.place(Node::Text { start, length: self.text.len() - start });
    }

    /// A text that is part of the program.
    pub(crate) fn static_string(&mut self, text: &'static str) {
        self.place(Node::Static(text));
    }

    pub(crate) fn open_array(&mut self, expected: Option<usize>) {
        self.open(expected, Kind::Array, Node::Array { members: 0, nodes: 0 });
    }

    pub(crate) fn open_object(&mut self, expected: Option<usize>) {
        self.open(
            expected,
            Kind::Object { name: None },
            Node::Object { members: 0, nodes: 0, names: Names::default() },
        );
    }

    fn open(&mut self, expected: Option<usize>, kind: Kind, node: Node) {
        let is_lost = match self.parent() {
            Some(Open { kind: Kind::Object { name }, .. }) => name.is_none(),
            Some(_) => false,
            None => {
                self.nodes.truncate(self.scope.root);
                false
            }
        };
        self.open.push(Open {
            at: self.nodes.len(),
            members: 0,
            expected,
            kind,
            names: Names::default(),
            is_lost,
        });
        self.nodes.push(node);
    }

    /// Closes what was opened last.
    pub(crate) fn close(&mut self) {
        if self.depth() == 0 {
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        if let Kind::Object { name: Some(name) } = closed.kind {
            self.nodes.truncate(name);
        }
        let nodes = count(self.nodes.len() - closed.at - 1);
        if let Some(node) = self.nodes.get_mut(closed.at) {
            *node = match closed.kind {
                Kind::Array => Node::Array { members: closed.members, nodes },
                Kind::Object { .. } => Node::Object { members: closed.members, nodes, names: closed.names },
            };
        }
        if closed.is_lost {
            self.nodes.truncate(closed.at);
        } else {
            self.count();
        }
    }

    /// Names the next value of the open object.
    pub(crate) fn name(&mut self, name: &str) {
        let node = self.copy(name);
        self.place_name(node, Names::of(name));
    }

    /// As [`name`](Self::name), of a name that is part of the program.
    #[inline]
    pub(crate) fn static_name(&mut self, name: &'static str) {
        self.place_name(Node::Static(name), Names::of(name));
    }

    #[inline]
    fn place_name(&mut self, node: Node, names: Names) {
        let at = self.nodes.len();
        let Some(Open { kind: Kind::Object { name }, names: known, .. }) = self.parent_mut() else { return };
        let at = name.unwrap_or(at);
        *name = Some(at);
        known.add(names);
        self.nodes.truncate(at);
        self.nodes.push(node);
    }

    /// What is written from now on becomes the name of the next value of the open object, until
    /// [`end_name`](Self::end_name).
    pub(crate) fn begin_name(&mut self) -> NameScope {
        // A name that has waited in vain for its value.
        if let Some(Open { kind: Kind::Object { name }, .. }) = self.parent_mut()
            && let Some(at) = name.take()
        {
            self.nodes.truncate(at);
        }
        let scope = Scope { depth: self.open.len(), root: self.nodes.len() };
        NameScope(std::mem::replace(&mut self.scope, scope))
    }

    /// Ends a name; one that is no text is written as JSON text within `limit`. Gives the name.
    pub(crate) fn end_name(&mut self, scope: NameScope, limit: usize) -> &str {
        self.finish();
        let root = self.scope.root;
        let node = match self.nodes.get(root) {
            Some(node @ (Node::Text { .. } | Node::Static(_))) => *node,
            _ => {
                let text = self.value(root).write(limit);
                self.copy(&text)
            }
        };
        self.nodes.truncate(root);
        self.scope = scope.0;
        let names = match node {
            Node::Static(text) => Names::of(text),
            Node::Text { start, length } => Names::of(self.slice(start, length)),
            _ => Names::default(),
        };
        self.place_name(node, names);
        self.text(root)
    }

    /// Takes the name of the next value back.
    pub(crate) fn forget_name(&mut self) {
        if let Some(Open { kind: Kind::Object { name }, .. }) = self.parent_mut()
            && let Some(at) = name.take()
        {
            self.nodes.truncate(at);
        }
    }

    /// Under which name the open list or object stands in the object around it.
    pub(crate) fn name_of_open(&self) -> Option<&str> {
        let around = self.open.get(self.scope.depth..)?.iter().nth_back(1)?;
        match around.kind {
            Kind::Object { name } => name.map(|at| self.text(at)),
            Kind::Array => None,
        }
    }

    /// Closes what is open with a marker that says that it is not complete.
    pub(crate) fn finish(&mut self) {
        while self.depth() > 0
            && let Some(Open { members, expected, kind, .. }) = self.open.last().cloned()
        {
            match kind {
                Kind::Array => self.string(&items_kept(members as usize, expected)),
                Kind::Object { .. } => {
                    self.static_name(MORE);
                    self.string(&fields_kept(members as usize, expected));
                }
            }
            self.close();
        }
    }

    /// A value that stands elsewhere.
    pub(crate) fn copy_of(&mut self, value: JsonRef<'_>) {
        match value {
            JsonRef::Null => self.null(),
            JsonRef::Bool(value) => self.bool(value),
            JsonRef::Int(value) => self.i64(value),
            JsonRef::UInt(value) => self.place(Node::UInt(value)),
            JsonRef::Float(value) => self.place(Node::Float(value)),
            JsonRef::String(text) => self.string(text),
            JsonRef::Array(items) => {
                self.open_array(Some(items.len()));
                items.iter().for_each(|item| self.copy_of(item));
                self.close();
            }
            JsonRef::Object(fields) => {
                self.open_object(Some(fields.len()));
                for (name, value) in fields.iter() {
                    self.name(name);
                    self.copy_of(value);
                }
                self.close();
            }
        }
    }

    #[inline]
    fn copy(&mut self, text: &str) -> Node {
        let start = self.text.len();
        self.text.push_str(text);
        Node::Text { start, length: text.len() }
    }

    #[inline]
    fn place(&mut self, node: Node) {
        match self.parent_mut() {
            Some(Open { kind: Kind::Object { name }, members, .. }) => {
                // A value without a name has no place.
                if name.take().is_none() {
                    return;
                }
                *members += 1;
            }
            Some(Open { members, .. }) => *members += 1,
            None => self.nodes.truncate(self.scope.root),
        }
        self.nodes.push(node);
    }

    /// Notes that a list or an object is complete, in what is open around it.
    fn count(&mut self) {
        if let Some(parent) = self.parent_mut() {
            parent.members += 1;
            if let Kind::Object { name } = &mut parent.kind {
                *name = None;
            }
        }
    }

    fn parent(&self) -> Option<&Open> {
        self.open.get(self.scope.depth..)?.last()
    }

    #[inline]
    fn parent_mut(&mut self) -> Option<&mut Open> {
        if self.open.len() > self.scope.depth { self.open.last_mut() } else { None }
    }
}
