//! How calls are measured: their time in interleaved rounds, their allocations exactly.

mod allocations;
mod candidate;
mod clock;
mod meter;
mod once;
mod report;
mod row;
mod time;

pub use self::allocations::{Allocations, Counted};
pub use self::candidate::{Candidate, Run};
pub use self::clock::{Clock, now};
pub use self::meter::{Meter, Quantity};
pub use self::once::Once;
pub use self::report::{Measured, Report};
pub use self::row::{Bar, Row};
pub use self::time::{Time, median};
