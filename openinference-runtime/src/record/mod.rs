//! What an argument or a result becomes.
//!
//! Its own [`Record`], else `Serialize`, else `Debug`, else nothing; never a failure of the call.

mod attribute;
mod captured;
mod debug;
mod exception;
mod failure;
mod outcome;
mod probe;
mod record_error;
mod recorded;
mod serialize;
pub(crate) mod values;

pub use self::captured::Captured;
pub(crate) use self::captured::FAILED;
pub(crate) use self::exception::{Exception, short_type_name};
pub use self::failure::Failure;
pub use self::record_error::RecordError;
pub use crate::json::Json;
pub use attribute::{AnyItem, AttributeValue, ty};
pub use debug::format_debug;
pub use outcome::Never;
pub use probe::{Probe, Required, Unrecorded, probe, required, unrecorded};
pub use recorded::{Record, Recorded, Side};
pub(crate) use serialize::to_tape;
pub use serialize::{to_json, to_json_within};

/// The levels of method resolution, for generated code.
pub(crate) mod levels {
    pub use super::failure::{BoxedErrorLevel, DebugErrorLevel, ErrorLevel, NothingLevel, SyncErrorLevel};
    pub use super::outcome::ValueLevel;
    pub use super::probe::{DebugLevel, MissingLevel, SerializeLevel, SkippedLevel};
}
