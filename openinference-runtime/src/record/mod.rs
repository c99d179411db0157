//! What an argument or a result becomes.

mod debug;
mod fault;
mod json;
mod serialize;

pub use debug::debug_limited;
pub use fault::RecordError;
pub use json::Json;
pub use serialize::{to_json, to_json_within};
