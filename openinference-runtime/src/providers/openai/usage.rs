//! Where completions have their token counts.

use crate::json::JsonRef;
use crate::providers::read::{list, some};

/// The counts of a completion: at the top, where Groq has those of a stream, or within a choice, as Moonshot has them.
pub(super) fn usage(response: JsonRef<'_>) -> JsonRef<'_> {
    some(response, "usage")
        .or_else(|| some(some(response, "x_groq")?, "usage"))
        .or_else(|| list(response, "choices").iter().find_map(|choice| some(choice, "usage")))
        .unwrap_or_default()
}
