//! Whether a JSON value that arrives in pieces has come to its end.

/// Follows the text of one list or object, character by character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::providers) struct Completeness {
    depth: usize,
    in_text: bool,
    escaped: bool,
    ended: bool,
}

impl Completeness {
    /// The next piece.
    pub(in crate::providers) fn push(&mut self, piece: &str) {
        self.ends_with(piece.as_bytes());
    }

    /// The next piece; whether a value ends where the piece ends.
    pub(in crate::providers) fn ends_with(&mut self, piece: &[u8]) -> bool {
        let mut rest = piece;
        while let Some(end) = self.end_in(rest) {
            rest = rest.get(end..).unwrap_or_default();
            if rest.is_empty() {
                return true;
            }
        }
        false
    }

    /// The next piece; where in it the value ends, if it does.
    pub(in crate::providers) fn end_in(&mut self, piece: &[u8]) -> Option<usize> {
        for (at, byte) in piece.iter().copied().enumerate() {
            if self.escaped {
                self.escaped = false;
            } else if self.in_text {
                match byte {
                    b'\\' => self.escaped = true,
                    b'"' => self.in_text = false,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.in_text = self.depth > 0,
                    b'{' | b'[' => {
                        self.depth += 1;
                        self.ended = false;
                    }
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            self.ended = true;
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }

    /// The value has come as a whole.
    pub(super) fn set(&mut self) {
        *self = Self { ended: true, ..Self::default() };
    }

    /// Whether the value has begun and not ended.
    pub(in crate::providers) fn is_amid(&self) -> bool {
        self.depth > 0
    }

    pub(super) fn is_complete(&self) -> bool {
        self.ended && self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_where_it_ends_however_it_is_cut() {
        let text = r#"{"a": "}\"]", "b": [1, {}]} rest"#;
        let end = text.len() - " rest".len();
        for cut in 0..text.len() {
            let mut value = Completeness::default();
            let (one, other) = text.split_at(cut);
            let first = value.end_in(one.as_bytes());
            let found = first.or_else(|| value.end_in(other.as_bytes()).map(|at| at + cut));
            assert_eq!(found, Some(end), "cut at {cut}");
        }
    }

    #[test]
    fn what_has_not_begun_is_not_complete() {
        let mut value = Completeness::default();
        value.push("  ");
        assert!(!value.is_complete() && !value.is_amid());
        value.push("{\"a\":");
        assert!(!value.is_complete() && value.is_amid());
        value.push("1}");
        assert!(value.is_complete());
    }
}
