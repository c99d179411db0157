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
mod written_json;

// Messages of the compiler name them.
#[doc(hidden)]
pub use self::attribute::{AttributeValue, ty};
pub(crate) use self::captured::{Captured, FAILED};
pub use self::debug::format_debug;
pub(crate) use self::exception::{Exception, short_type_name};
pub(crate) use self::failure::Failure;
pub(crate) use self::probe::Probe;
pub use self::record_error::RecordError;
pub use self::recorded::{Record, Recorded, Side};
pub use self::serialize::to_json;
pub(crate) use self::serialize::to_tape;
pub use crate::json::Json;

/// What generated code names, through the module that is for it alone.
pub(crate) mod generated {
    pub use super::outcome::Never;
    pub use super::probe::{probe, required, unrecorded};

    pub(crate) mod levels {
        pub use crate::record::failure::{
            BoxedErrorLevel, DebugErrorLevel, ErrorLevel, NothingLevel, SyncErrorLevel,
        };
        pub use crate::record::outcome::ValueLevel;
        pub use crate::record::probe::{DebugLevel, MissingLevel, SerializeLevel, SkippedLevel};
    }
}
