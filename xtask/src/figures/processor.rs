//! Time of the processor.

use std::fs;

/// Seconds that this process's children have used so far, and theirs: Linux counts them by the hundredth. `None` where the
/// system does not tell it.
pub(crate) fn used_by_children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field)?.parse::<f64>().ok();
    // Fields 16 and 17 of proc(5), counted from the one that follows the name: the third.
    Some((ticks(13)? + ticks(14)?) / 100.0)
}
