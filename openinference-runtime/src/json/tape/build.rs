//! Writing onto a tape.

use super::Tape;
use crate::json::cut::{MORE, fields_kept, items_kept};
use crate::json::field_name::FieldName;
use crate::json::number::not_finite;
use crate::json::open::{NO_NAME, NameScope, Open, Scope};
use crate::json::plain::is_plain;
use crate::json::tape_node::{Names, TapeNode, count};

impl Tape {
    /// How many lists and objects are open.
    #[inline]
    pub(crate) fn depth(&self) -> usize {
        self.open.len() - self.scope.depth
    }

    pub(crate) fn null(&mut self) {
        self.place(TapeNode::Null);
    }

    pub(crate) fn bool(&mut self, value: bool) {
        self.place(TapeNode::Bool(value));
    }

    pub(crate) fn i64(&mut self, value: i64) {
        self.place(TapeNode::Int(value));
    }

    pub(crate) fn u64(&mut self, value: u64) {
        self.place(i64::try_from(value).map_or(TapeNode::UInt(value), TapeNode::Int));
    }

    /// What is not finite becomes a string: JSON has no such number.
    pub(crate) fn f64(&mut self, value: f64) {
        if value.is_finite() {
            self.place(TapeNode::Float(value));
        } else {
            self.static_string(not_finite(value));
        }
    }

    /// A text, copied.
    #[inline]
    pub(crate) fn string(&mut self, text: &str) {
        let node = self.copy(text, is_plain(text));
        self.place(node);
    }

    /// A text that is [plain](is_plain), copied.
    #[inline]
    pub(crate) fn plain_string(&mut self, text: &str) {
        let node = self.copy(text, true);
        self.place(node);
    }

    /// A text without its NUL characters, copied.
    pub(crate) fn string_without_nul(&mut self, text: &str) {
        let start = self.text.len();
        text.split('\0').for_each(|piece| self.text.push_str(piece));
        let length = self.text.len() - start;
        let is_plain = is_plain(self.slice(start, length));
        self.place(TapeNode::Text { start, length, is_plain });
    }

    /// A text that is part of the program.
    pub(crate) fn static_string(&mut self, text: &'static str) {
        self.place(TapeNode::Static { text, is_plain: is_plain(text) });
    }

    pub(crate) fn open_array(&mut self, expected: Option<usize>) {
        self.open(expected, false);
    }

    pub(crate) fn open_object(&mut self, expected: Option<usize>) {
        self.open(expected, true);
    }

    #[inline]
    fn open(&mut self, expected: Option<usize>, is_object: bool) {
        let is_lost = match self.parent_mut() {
            Some(around) => around.is_object && around.name == NO_NAME,
            None => {
                self.nodes.truncate(self.scope.root);
                false
            }
        };
        let (at, names) = (self.nodes.len(), Names::default());
        self.open.push(Open { at, members: 0, expected, is_object, is_lost, name: NO_NAME, names });
        // Overwritten once it is known what is in it.
        self.nodes.push(TapeNode::Null);
    }

    /// Closes what was opened last.
    pub(crate) fn close(&mut self) {
        if self.depth() == 0 {
            return;
        }
        let Some(Open { at, members, is_object, is_lost, name, names, .. }) = self.open.pop() else { return };
        if name != NO_NAME {
            self.nodes.truncate(name);
        }
        let nodes = count(self.nodes.len() - at - 1);
        if let Some(node) = self.nodes.get_mut(at) {
            *node = if is_object {
                TapeNode::Object { members, nodes, names }
            } else {
                TapeNode::Array { members, nodes }
            };
        }
        if is_lost {
            self.nodes.truncate(at);
        } else if let Some(around) = self.parent_mut() {
            around.members += 1;
            around.name = NO_NAME;
        }
    }

    /// Names the next value of the open object.
    pub(crate) fn name(&mut self, name: &str) {
        let node = self.copy(name, is_plain(name));
        self.place_name(node, Names::of(name));
    }

    /// As [`name`](Self::name), of a name that is part of the program.
    #[inline]
    pub(crate) fn static_name(&mut self, FieldName { text, is_plain, names }: FieldName) {
        self.place_name(TapeNode::Static { text, is_plain }, names);
    }

    #[inline]
    fn place_name(&mut self, node: TapeNode, names: Names) {
        let mut at = self.nodes.len();
        let Some(open) = self.parent_mut().filter(|open| open.is_object) else { return };
        // A name that has waited in vain for its value.
        let waits = open.name != NO_NAME;
        if waits {
            at = open.name;
        }
        open.name = at;
        open.names.add(names);
        if waits {
            self.nodes.truncate(at);
        }
        self.nodes.push(node);
    }

    /// What is written from now on becomes the name of the next value of the open object, until
    /// [`end_name`](Self::end_name).
    pub(crate) fn begin_name(&mut self) -> NameScope {
        self.forget_name();
        let scope = Scope { depth: self.open.len(), root: self.nodes.len() };
        NameScope(std::mem::replace(&mut self.scope, scope))
    }

    /// The node of what was written as a name; none where that is no text.
    pub(in crate::json) fn written_name(&mut self) -> Option<TapeNode> {
        self.finish();
        match self.nodes.get(self.scope.root) {
            Some(node @ (TapeNode::Text { .. } | TapeNode::Static { .. })) => Some(*node),
            _ => None,
        }
    }

    /// The first node of what is written as a name.
    pub(in crate::json) fn name_root(&self) -> usize {
        self.scope.root
    }

    /// Makes a text the name of the next value. Gives the name.
    pub(in crate::json) fn put_written_name(&mut self, scope: NameScope, node: TapeNode) -> &str {
        let root = self.scope.root;
        self.nodes.truncate(root);
        self.scope = scope.0;
        let names = match node {
            TapeNode::Static { text, .. } => Names::of(text),
            TapeNode::Text { start, length, .. } => Names::of(self.slice(start, length)),
            _ => Names::default(),
        };
        self.place_name(node, names);
        self.text(root)
    }

    /// Takes the name of the next value back.
    pub(crate) fn forget_name(&mut self) {
        if let Some(open) = self.parent_mut()
            && open.name != NO_NAME
        {
            let at = std::mem::replace(&mut open.name, NO_NAME);
            self.nodes.truncate(at);
        }
    }

    /// Under which name the open list or object stands in the object around it.
    pub(crate) fn name_of_open(&self) -> Option<&str> {
        let around = self.open.get(self.scope.depth..)?.iter().nth_back(1)?;
        (around.name != NO_NAME).then(|| self.text(around.name))
    }

    /// Closes what is open with a marker that says that it is not complete.
    pub(crate) fn finish(&mut self) {
        while self.depth() > 0
            && let Some(Open { members, expected, is_object, .. }) = self.open.last()
        {
            let (members, expected) = (*members as usize, *expected);
            if *is_object {
                self.static_name(FieldName::new(MORE));
                self.string(&fields_kept(members, expected));
            } else {
                self.string(&items_kept(members, expected));
            }
            self.close();
        }
    }

    /// A value of another tape, which begins at a node there.
    pub(in crate::json) fn place_from(&mut self, other: &Self, at: usize) {
        let Some(nodes) = other.nodes.get(at..other.after(at)) else { return };
        if !self.has_place() {
            return;
        }
        self.nodes.reserve(nodes.len());
        for node in nodes {
            let node = match *node {
                TapeNode::Text { start, length, is_plain } => self.copy(other.slice(start, length), is_plain),
                other => other,
            };
            self.nodes.push(node);
        }
    }

    #[inline]
    pub(in crate::json) fn copy(&mut self, text: &str, is_plain: bool) -> TapeNode {
        let start = self.text.len();
        self.text.push_str(text);
        TapeNode::Text { start, length: text.len(), is_plain }
    }

    #[inline]
    pub(in crate::json) fn place(&mut self, node: TapeNode) {
        if self.has_place() {
            self.nodes.push(node);
        }
    }

    /// Whether there is a place for a value, which is taken then.
    #[inline]
    fn has_place(&mut self) -> bool {
        match self.parent_mut() {
            Some(open) => {
                // A value without a name has no place.
                if open.is_object && open.name == NO_NAME {
                    return false;
                }
                open.name = NO_NAME;
                open.members += 1;
            }
            None => self.nodes.truncate(self.scope.root),
        }
        true
    }

    #[inline]
    fn parent_mut(&mut self) -> Option<&mut Open> {
        if self.open.len() > self.scope.depth { self.open.last_mut() } else { None }
    }
}
