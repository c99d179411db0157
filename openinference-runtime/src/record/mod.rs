//! What an argument or a result becomes.
//!
//! Its own [`Record`], else `Serialize`, else `Debug`, else nothing; never a failure of the call.

mod attribute;
mod capture;
mod debug;
mod error;
mod fault;
mod json;
mod outcome;
mod probe;
mod recorded;
mod serialize;

pub use attribute::{AnyItem, AttributeValue, ty};
pub use capture::Captured;
pub(crate) use capture::{FAILED, quietly};
pub use debug::debug_limited;
pub use error::Failure;
pub(crate) use error::{Exception, short_type_name};
pub use fault::RecordError;
pub use json::Json;
pub(crate) use json::{Items, JsonRef};
pub use outcome::Never;
pub use probe::{Demanded, Probe, Unrecorded, demanded, probe, unrecorded};
pub use recorded::{Record, Recorded, Side};
pub use serialize::{to_json, to_json_within};

/// The levels of method resolution, for generated code.
pub(crate) mod levels {
    pub use super::error::{BoxedErrorLevel, DebugErrorLevel, ErrorLevel, NothingLevel, SyncErrorLevel};
    pub use super::outcome::ValueLevel;
    pub use super::probe::{DebugLevel, LeftOutLevel, MissingLevel, SerializeLevel};
}
