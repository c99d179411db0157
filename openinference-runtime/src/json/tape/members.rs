//! What is in the list or the object that is open.

use super::Tape;
use crate::json::open::Open;
use crate::json::plain::is_plain;
use crate::json::run::Run;
use crate::json::tape_node::TapeNode;

impl Tape {
    /// The members of the list or the object that is open, and whether it is an object.
    pub(in crate::json) fn open_members(&self) -> Option<(Run<'_>, bool)> {
        self.innermost().map(|open| (Run::new(self, open.at + 1, open.members), open.is_object))
    }

    /// Puts a text of the program in the place of members of the list or the object that is open: of those that are chosen by
    /// their number and, of fields, their name.
    pub(crate) fn replace_members(&mut self, is_replaced: impl Fn(usize, &str) -> bool, text: &'static str) {
        let Some(&Open { at, members, is_object, .. }) = self.innermost() else { return };
        let mut at = at + 1;
        for member in 0..members as usize {
            let value = at + usize::from(is_object);
            let name = if is_object { self.text(at) } else { "" };
            if is_replaced(member, name) {
                let after = self.after(value);
                self.nodes.drain(value + 1..after);
                if let Some(node) = self.nodes.get_mut(value) {
                    *node = TapeNode::Static { text, is_plain: is_plain(text) };
                }
            }
            at = self.after(value);
        }
    }

    fn innermost(&self) -> Option<&Open> {
        self.open.get(self.scope.depth..)?.last()
    }
}
