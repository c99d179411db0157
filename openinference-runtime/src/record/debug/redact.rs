//! Secrets in what `Debug` writes: the value of a field or of a map's key that is named like one.

use std::borrow::Cow;

use crate::config::{REDACTED, TraceConfig};

/// `text` with the values of secrets replaced. Knows `Name { field: value }` and `{"key": value}`, which is how derived
/// implementations and the maps of the standard library write; a colon in other text means nothing.
pub(super) fn secrets<'a>(text: &'a str, config: &TraceConfig) -> Cow<'a, str> {
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(colon) = text[at..].find(':').map(|found| at + found) {
        at = colon + 1;
        let value = &text[at..];
        let is_secret = value.starts_with([' ', '\n'])
            && name(&text[copied..colon]).is_some_and(|it| config.is_secret_field(it));
        if is_secret {
            let start = at + (value.len() - value.trim_start().len());
            let end = start + length(&text[start..]);
            out.push_str(&text[copied..start]);
            out.push_str(REDACTED);
            (copied, at) = (end, end);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The name that ends `text`, if it stands where a field or a key does.
fn name(text: &str) -> Option<&str> {
    let (name, before) = match text.strip_suffix('"') {
        Some(quoted) => {
            let open = quoted.rfind('"')?;
            (&quoted[open + 1..], &quoted[..open])
        }
        None => {
            let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
            let before = text.trim_end_matches(is_name);
            (&text[before.len()..], before)
        }
    };
    let before = before.trim_end();
    (before.ends_with(['{', ',']) && !name.is_empty()).then_some(name)
}

/// How long the value is that begins `text`: up to the comma or the bracket that ends it.
fn length(text: &str) -> usize {
    let mut open = 0_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => skip_string(&mut chars),
            '(' | '[' | '{' => open += 1,
            ',' if open == 0 => return text[..at].trim_end().len(),
            ')' | ']' | '}' => match open.checked_sub(1) {
                Some(rest) => open = rest,
                None => return text[..at].trim_end().len(),
            },
            _ => {}
        }
    }
    text.len()
}

fn skip_string(chars: &mut std::str::CharIndices<'_>) {
    while let Some((_, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '"' => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn redacted(value: &impl std::fmt::Debug) -> String {
        secrets(&format!("{value:?}"), &TraceConfig::default()).into_owned()
    }

    #[derive(Debug)]
    #[allow(dead_code, reason = "read by `Debug` alone")]
    struct Client {
        url: &'static str,
        api_key: Option<&'static str>,
        max_tokens: u8,
        password: (&'static str, Vec<u8>),
        headers: BTreeMap<&'static str, &'static str>,
    }

    fn client() -> Client {
        Client {
            url: "https://x",
            api_key: Some("sk-\"}, { \\"),
            max_tokens: 7,
            password: ("a, b", vec![1, 2]),
            headers: BTreeMap::from([("accept", "*/*"), ("authorization", "Bearer x")]),
        }
    }

    #[test]
    fn fields_and_keys_that_name_a_secret_are_redacted() {
        assert_eq!(
            redacted(&client()),
            r#"Client { url: "https://x", api_key: __REDACTED__, max_tokens: 7, password: __REDACTED__, headers: {"accept": "*/*", "authorization": __REDACTED__} }"#
        );
    }

    #[test]
    fn pretty_output_is_redacted_too() {
        let text = format!("{:#?}", client());
        let text = secrets(&text, &TraceConfig::default()).into_owned();
        assert!(!text.contains("sk-") && !text.contains("Bearer"), "{text}");
        assert!(text.contains("max_tokens: 7"), "{text}");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "password: must be long",
            "std::io::Error { kind: NotFound }",
            "a, b: c",
            "key: value, token: text",
        ] {
            assert_eq!(secrets(text, &TraceConfig::default()), text);
        }
    }

    #[test]
    fn a_value_that_was_cut_is_redacted_to_the_end() {
        assert_eq!(secrets("C { api_key: \"sk-12", &TraceConfig::default()), "C { api_key: __REDACTED__");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = secrets(&text, &TraceConfig::default());
        }
    }
}
