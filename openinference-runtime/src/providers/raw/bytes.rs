//! Bytes, as they are recorded.

use crate::json::JsonRef;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// How the marker of a text that was cut begins.
const CUT: &str = "…[cut: ";

/// The bytes that a recorded value is: a literal (`b"..."`), as `Bytes` is formatted, or, of what a model is sent or answers, a
/// list of small numbers, as `Vec<u8>` serialises. `None` for other values.
///
/// A text that only begins and ends like a literal is taken for one: where there are several pieces, the first one decides.
pub(in crate::providers) fn bytes_of(kind: SpanKind, recorded: &Recorded) -> Option<Vec<u8>> {
    match recorded {
        Recorded::Text(text) => of_literal(text),
        _ if kind == SpanKind::Llm => of_list(recorded.view()),
        _ => None,
    }
}

/// The text that bytes hold, if it is one that people read. It may begin and end in the middle of a character; that costs the
/// character.
pub(in crate::providers) fn readable(bytes: &[u8]) -> Option<String> {
    let is_continuation = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    let cut_off = bytes.iter().take(3).take_while(is_continuation).count();
    let whole = match std::str::from_utf8(bytes.get(cut_off..)?) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    let text = String::from_utf8_lossy(bytes);
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x1b'));
    (whole && is_text).then(|| text.into_owned())
}

fn of_list(recorded: JsonRef<'_>) -> Option<Vec<u8>> {
    let byte = |number: JsonRef<'_>| match number {
        JsonRef::Int(number) => u8::try_from(number).ok(),
        _ => None,
    };
    recorded.as_array().filter(|numbers| !numbers.is_empty())?.iter().map(byte).collect()
}

/// A literal that was cut has no end; the marker stays.
fn of_literal(recorded: &str) -> Option<Vec<u8>> {
    let rest = recorded.strip_prefix("b\"")?;
    if let Some(whole) = rest.strip_suffix('"') {
        return unescape(whole);
    }
    let (kept, marker) = rest.rsplit_once(CUT)?;
    let kept = kept.rfind('\\').filter(|at| kept.len() - at < 4).map_or(kept, |at| &kept[..at]);
    let mut bytes = unescape(kept)?;
    bytes.extend_from_slice(CUT.as_bytes());
    bytes.extend_from_slice(marker.as_bytes());
    Some(bytes)
}

fn unescape(literal: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(literal.len());
    let mut rest = literal.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'0' => 0,
            quoted @ (b'\\' | b'"' | b'\'') => quoted,
            b'x' => {
                let digit =
                    |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(rest.next()?)? * 16 + digit(rest.next()?)?
            }
            _ => return None,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn of(json: &str) -> Option<Vec<u8>> {
        of_list(Json::parse(json).unwrap_or_default().view())
    }

    #[test]
    fn a_list_of_bytes_is_bytes() {
        assert_eq!(of("[104,105]").as_deref(), Some(&b"hi"[..]));
        for other in ["[]", "[256]", "[-1]", r#"["a"]"#, "{}", "[1.0]"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn a_literal_of_bytes_is_bytes() {
        assert_eq!(
            of_literal(r#"b"data: {\"a\":1}\n\n\xc3\xa4\\""#).as_deref(),
            Some("data: {\"a\":1}\n\nä\\".as_bytes())
        );
        for other in ["text", "b\"no end", r#"b"\q""#, r#"b"\x1""#] {
            assert_eq!(of_literal(other), None, "{other}");
        }
    }

    #[test]
    fn a_literal_that_was_cut_is_what_is_left_of_it() {
        let cut = of_literal("b\"ab\\xc…[cut: 7 of 9 bytes kept]");
        assert_eq!(cut.as_deref(), Some("ab…[cut: 7 of 9 bytes kept]".as_bytes()));
    }
}
