//! Reading JSON text.

use super::Json;

pub(super) fn parse(_text: &str) -> Option<Json> {
    None
}
