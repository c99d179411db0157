//! What became of what was made: how much of it was delivered, and why the rest was lost.

#[expect(clippy::module_inception, reason = "the file of the type that sums up all others")]
mod counts;
#[cfg_attr(not(feature = "_wire"), expect(dead_code, reason = "nothing is refused where nothing is sent"))]
mod item_counts;

pub use self::counts::Counts;
#[cfg(feature = "sdk")]
pub(crate) use self::item_counts::Loss;
pub use self::item_counts::{ItemCounts, Losses};
