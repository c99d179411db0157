//! Bytes: text where they are the whole value and hold text, else base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A character has at most this many bytes after its first.
const CONTINUATION: usize = 3;

/// The text of a body, or of a piece of one. A piece may begin and end in the middle of a character; that costs the character.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let is_continuation = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    let cut_off = bytes.iter().take(CONTINUATION).take_while(is_continuation).count();
    let (_, rest) = bytes.split_at_checked(cut_off)?;
    let holds_text = match std::str::from_utf8(rest) {
        Ok(text) => !text.contains(is_binary),
        Err(error) => {
            error.error_len().is_none()
                && !rest[..error.valid_up_to()].iter().copied().map(char::from).any(is_binary)
        }
    };
    holds_text.then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// Control characters that no text has.
fn is_binary(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r' | '\x1b')
}

pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_wherever_it_is_cut() {
        assert_eq!(
            text("data: {\"c\":\"18 °C\"}\n\n".as_bytes()).as_deref(),
            Some("data: {\"c\":\"18 °C\"}\n\n")
        );
        let degrees = "18 °C".as_bytes();
        assert_eq!(text(&degrees[..4]).as_deref(), Some("18 \u{fffd}"));
        assert_eq!(text(&degrees[4..]).as_deref(), Some("\u{fffd}C"));
        assert_eq!(text(b"").as_deref(), Some(""));
    }

    #[test]
    fn other_bytes_are_not() {
        for bytes in [&b"\0\0"[..], b"\x89PNG\r\n\x1a\n", b"\xff", b"a\xffb", b"a\0\xc2"] {
            assert_eq!(text(bytes), None, "{bytes:?}");
        }
    }
}
