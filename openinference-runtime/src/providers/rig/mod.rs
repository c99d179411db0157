//! What the framework `rig` says of all providers alike. It is no API: its types serialise to a shape of their own.

mod completion;
pub(super) mod content;
mod events;

pub(super) use self::completion::RigCompletion;
