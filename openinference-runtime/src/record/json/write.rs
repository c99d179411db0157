//! Writing JSON text within a limit.

use super::Json;

pub(super) fn write(_value: &Json, _limit: usize) -> String {
    String::new()
}
