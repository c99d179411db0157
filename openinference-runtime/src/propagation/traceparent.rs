//! The form of `traceparent` (W3C Trace Context 3.2.2).

use super::MAX_VALUE;

pub(super) const TRACEPARENT: &str = "traceparent";

const LENGTH: usize = 55;

/// `version "-" trace-id "-" parent-id "-" flags`, of 2, 32, 16 and 2 digits, and in versions to come more after another
/// dash; 255 is no version. The SDK would read a short id as a small number.
pub(super) fn is_valid(value: &str) -> bool {
    let dashes = [2, 35, 52, LENGTH];
    let bytes = value.as_bytes();
    let is_long_enough = if value.starts_with("00") { bytes.len() == LENGTH } else { bytes.len() >= LENGTH };
    is_long_enough
        && bytes.len() <= MAX_VALUE
        && !value.starts_with("ff")
        && bytes.iter().enumerate().take(LENGTH + 1).all(|(at, byte)| match byte {
            b'-' => dashes.contains(&at),
            b'0'..=b'9' | b'a'..=b'f' => !dashes.contains(&at),
            _ => false,
        })
}
