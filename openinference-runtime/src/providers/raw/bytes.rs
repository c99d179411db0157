//! Text that was recorded as bytes.

use crate::json::JsonRef;

/// The text of a list of small numbers, as `Vec<u8>` serialises. `None` for other values.
pub(in crate::providers) fn text_of_list(recorded: JsonRef<'_>) -> Option<String> {
    let numbers = recorded.as_array().filter(|numbers| !numbers.is_empty())?;
    Some(text(&numbers.iter().map(byte).collect::<Option<Vec<u8>>>()?))
}

/// The text of a literal (`b"..."`), as `Bytes` is formatted. `None` for other text.
pub(in crate::providers) fn text_of_literal(recorded: &str) -> Option<String> {
    Some(text(&unescape(recorded.strip_prefix("b\"")?.strip_suffix('"')?)?))
}

/// A piece from the network may end in the middle of a character; that costs the character.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn byte(number: JsonRef<'_>) -> Option<u8> {
    u8::try_from(number.as_i64()?).ok()
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

    fn of(json: &str) -> Option<String> {
        text_of_list(Json::parse(json).unwrap_or_default().view())
    }

    #[test]
    fn a_list_of_bytes_is_text() {
        assert_eq!(of("[104,105]").as_deref(), Some("hi"));
        for other in ["[]", "[256]", "[-1]", r#"["a"]"#, "{}"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn a_literal_of_bytes_is_text() {
        assert_eq!(
            text_of_literal(r#"b"data: {\"a\":1}\n\n\xc3\xa4\\""#).as_deref(),
            Some("data: {\"a\":1}\n\nä\\")
        );
        for other in ["text", "b\"no end", r#"b"\q""#, r#"b"\x1""#] {
            assert_eq!(text_of_literal(other), None, "{other}");
        }
    }
}
