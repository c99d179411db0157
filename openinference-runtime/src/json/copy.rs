//! Copying a value onto a tape.

use super::tape::Tape;
use super::tape_node::TapeNode;
use super::view::JsonRef;

impl Tape {
    /// A value that stands elsewhere.
    pub(crate) fn copy_of(&mut self, value: JsonRef<'_>) {
        if let Some((run, _)) = value.run()
            && let Some(at) = run.whole()
        {
            return self.place_from(run.tape, at);
        }
        match value {
            JsonRef::Null => self.null(),
            JsonRef::Bool(value) => self.bool(value),
            JsonRef::Int(value) => self.i64(value),
            JsonRef::UInt(value) => self.place(TapeNode::UInt(value)),
            JsonRef::Float(value) => self.place(TapeNode::Float(value)),
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
}
