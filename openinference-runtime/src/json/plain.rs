//! Which texts stand in JSON as they are, and which hold what no backend can store.

/// So many bytes at once, without a branch: most texts have nothing to look at.
const BLOCK: usize = 16;

/// Whether a text has no character that JSON escapes, and no NUL.
#[inline]
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last_chunk::<BLOCK>() {
        Some(last) => bytes.as_chunks::<BLOCK>().0.iter().all(is_plain_block) && is_plain_block(last),
        None => is_plain_short(bytes),
    }
}

/// Where the first byte stands that is not written as it is.
pub(super) fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for (at, block) in blocks.iter().enumerate() {
        if !is_plain_block(block) {
            return Some(at * BLOCK + first_of_few(block)?);
        }
    }
    Some(bytes.len() - rest.len() + first_of_few(rest)?)
}

/// Whether a text has a NUL character, for which a backend may lose a whole span.
#[inline]
pub(crate) fn has_nul(text: &str) -> bool {
    let bytes = text.as_bytes();
    let in_block = |block: &[u8; BLOCK]| block.iter().fold(false, |any, byte| any | (*byte == 0));
    match bytes.last_chunk::<BLOCK>() {
        Some(last) => bytes.as_chunks::<BLOCK>().0.iter().any(in_block) || in_block(last),
        None => bytes.contains(&0),
    }
}

#[inline]
fn is_plain_block(block: &[u8; BLOCK]) -> bool {
    !block.iter().fold(false, |any, byte| any | (*byte < b' ') | (*byte == b'"') | (*byte == b'\\'))
}

/// Of fewer bytes than a block has.
#[inline]
fn is_plain_short(bytes: &[u8]) -> bool {
    // The same byte may be looked at twice.
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return is_plain_word(u64::from_le_bytes(*first)) && is_plain_word(u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return is_plain_word(u64::from(first) | u64::from(last) << 32);
    }
    first_of_few(bytes).is_none()
}

/// Of eight bytes at once.
#[inline]
fn is_plain_word(word: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // The upper bit of a byte that is zero; a borrow reaches only bytes above one that is.
    let is_zero = |word: u64| word.wrapping_sub(EACH);
    let control = word.wrapping_sub(EACH * 0x20);
    let found = control | is_zero(word ^ (EACH * 0x22)) | is_zero(word ^ (EACH * 0x5c));
    found & !word & (EACH << 7) == 0
}

fn first_of_few(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| IS_ESCAPED[usize::from(*byte)])
}

/// The bytes that are not written as they are.
static IS_ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < b' ' {
        table[byte as usize] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_judged_alike_wherever_it_stands() {
        for length in 0..40 {
            for at in 0..length {
                for byte in 0..128_u8 {
                    let mut bytes = vec![b'x'; length];
                    bytes[at] = byte;
                    let text = std::str::from_utf8(&bytes).unwrap_or_default();
                    assert_eq!(is_plain(text), !IS_ESCAPED[usize::from(byte)], "{text:?}");
                    assert_eq!(first_escaped(&bytes).is_none(), is_plain(text), "{text:?}");
                    assert_eq!(has_nul(text), byte == 0, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn characters_of_several_bytes_are_plain() {
        for text in
            ["ä", "größe", "日本語", "18 °C, und kein Zeichen, das verändert wird", "\u{7f}\u{80}\u{ff}"]
        {
            assert!(is_plain(text), "{text:?}");
        }
    }
}
