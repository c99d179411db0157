//! Texts as attributes.

/// Characters of a description that are kept: what a list of spans can show.
const MAX: usize = 200;

/// The beginning of a text: whole characters, not bytes.
pub(crate) fn cut(text: &str) -> &str {
    match text.char_indices().nth(MAX) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn characters_count_not_bytes() {
        let long = "ü".repeat(201);
        assert_eq!(cut(&long).chars().count(), 200);
        assert_eq!(cut(&long[..400]), &long[..400]);
        assert_eq!(cut("short"), "short");
    }
}
