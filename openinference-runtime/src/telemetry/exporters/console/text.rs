//! Foreign text made fit for one line of a terminal.

/// Longest text shown, in characters.
const LIMIT: usize = 120;

/// `text` on one line: white space collapsed, control characters left out (they could drive the terminal), cut with `…`.
pub(super) fn line(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = !line.is_empty();
            continue;
        }
        if character.is_control() || is_invisible(character) {
            continue;
        }
        if length + usize::from(space) >= LIMIT {
            line.push('…');
            return line;
        }
        if std::mem::take(&mut space) {
            line.push(' ');
            length += 1;
        }
        line.push(character);
        length += 1;
    }
    line
}

/// Marks that reorder what is read, and the like.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
