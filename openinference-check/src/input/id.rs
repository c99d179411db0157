//! Ids of traces and spans.

use opentelemetry::trace::{SpanId, TraceId};

use super::Input;

/// Ids that files leave out are made up, so that each such span stands by itself. They begin where no generator counts.
const MADE_UP: u64 = 0xfeed_0000_0000_0000;

pub(super) fn trace_id(bytes: &[u8]) -> Option<TraceId> {
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    Some(TraceId::from_bytes(bytes))
}

pub(super) fn span_id(bytes: &[u8]) -> Option<SpanId> {
    let bytes: [u8; 8] = bytes.try_into().ok()?;
    Some(SpanId::from_bytes(bytes))
}

/// Hexadecimal digits, as OTLP writes ids in JSON.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    pairs.iter().map(|[high, low]| u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()).collect()
}

impl Input {
    pub(super) fn made_up_trace_id(&self) -> TraceId {
        TraceId::from(u128::from(self.made_up()) << 64)
    }

    pub(super) fn made_up_span_id(&self) -> SpanId {
        SpanId::from(self.made_up())
    }

    fn made_up(&self) -> u64 {
        MADE_UP + u64::try_from(self.spans.len()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::from_hex;

    #[test]
    fn hexadecimal_digits_come_in_pairs() {
        assert_eq!(from_hex("00fF"), Some(vec![0, 255]));
        assert_eq!(from_hex("0"), None);
        assert_eq!(from_hex("0g"), None);
        assert_eq!(from_hex("+1"), None);
    }
}
