//! Which names are names of secrets.
//!
//! Names are compared word by word, so that `api_key`, `apiKey`, `x-api-key` and `OPENAI_API_KEY` are one name while
//! `max_tokens`, `tokenizer` and `secretary` are none.

/// The rules, with what an application added to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Secrets {
    more: Vec<String>,
    kept: Vec<String>,
}

/// A name with one of these words in it is a secret's name.
const WORDS: &[&str] = &[
    "apikey",
    "authorization",
    "cookie",
    "cookies",
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "passwords",
    "pwd",
    "secret",
    "secrets",
    "accesstoken",
    "authtoken",
    "bearertoken",
    "refreshtoken",
    "sessiontoken",
    "clientsecret",
    "privatekey",
    "secretkey",
];

/// `api_key`, `private_key` ...: the word before `key` or `keys`.
const KEYS: &[&str] = &["api", "access", "private", "encryption", "signing", "master", "subscription"];

/// `next_token`, `stop_token` ...: the word before `token` that says it is none that opens a door.
const HARMLESS_TOKENS: &[&str] = &[
    "bos",
    "cls",
    "continuation",
    "cursor",
    "end",
    "eos",
    "first",
    "last",
    "mask",
    "new",
    "next",
    "output",
    "input",
    "pad",
    "page",
    "per",
    "prompt",
    "completion",
    "sampled",
    "sep",
    "special",
    "start",
    "stop",
    "sync",
    "text",
    "top",
    "unk",
];

impl Secrets {
    pub(super) fn redact<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.more.extend(names.into_iter().map(Into::into));
    }

    pub(super) fn keep<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.kept.extend(names.into_iter().map(Into::into));
    }

    pub(super) fn is_parameter(&self, name: &str) -> bool {
        self.matches(name, true)
    }

    pub(super) fn is_field(&self, name: &str) -> bool {
        self.matches(name, false)
    }

    fn matches(&self, name: &str, bare_token: bool) -> bool {
        if self.kept.iter().any(|kept| same_words(name, kept)) {
            return false;
        }
        if self.more.is_empty() && !may_be_secret(name) {
            return false;
        }
        let mut previous = "";
        let mut words = words(name).peekable();
        while let Some(word) = words.next() {
            if WORDS.iter().any(|secret| word.eq_ignore_ascii_case(secret))
                || (is_either(word, "key", "keys") && opens_a_door(previous))
                || (is_token(word, words.peek().is_none()) && !is_harmless_token(previous, bare_token))
            {
                return true;
            }
            previous = word;
        }
        self.more.iter().any(|secret| contains_words(name, secret))
    }
}

/// Whether the letters of a secret's name stand in a name at all. Most names are told apart by this alone.
fn may_be_secret(name: &str) -> bool {
    /// How each word begins that can make a name a secret's.
    const BEGINNINGS: [&[u8; 3]; 9] =
        [b"key", b"tok", b"aut", b"coo", b"cre", b"jwt", b"pas", b"pwd", b"sec"];
    name.as_bytes().windows(3).any(|three| {
        // The first letter tells most of them.
        matches!(three[0] | 0x20, b'a' | b'c' | b'j' | b'k' | b'p' | b's' | b't')
            && BEGINNINGS.iter().any(|beginning| three.eq_ignore_ascii_case(*beginning))
    })
}

fn is_either(word: &str, one: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(one) || word.eq_ignore_ascii_case(other)
}

/// The name ends in `token`: `token_count` and `tokens` are about text.
fn is_token(word: &str, is_last: bool) -> bool {
    is_last && word.eq_ignore_ascii_case("token")
}

fn is_harmless_token(previous: &str, bare_token: bool) -> bool {
    if previous.is_empty() {
        return !bare_token;
    }
    HARMLESS_TOKENS.iter().any(|harmless| previous.eq_ignore_ascii_case(harmless))
}

/// Adjacent acronyms cannot be told apart (`OpenAIAPIKey`), so the end of the word decides.
fn opens_a_door(previous: &str) -> bool {
    KEYS.iter().any(|word| {
        previous.len().checked_sub(word.len()).and_then(|at| previous.get(at..)).is_some_and(|end| {
            end.eq_ignore_ascii_case(word) && (previous.len() == word.len() || *word == "api")
        })
    })
}

fn same_words(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (words(one), words(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            _ => return false,
        }
    }
}

/// Whether the words of `part` stand in `name` one after the other.
fn contains_words(name: &str, part: &str) -> bool {
    let part: Vec<&str> = words(part).collect();
    let name: Vec<&str> = words(name).collect();
    !part.is_empty()
        && name
            .windows(part.len())
            .any(|window| window.iter().zip(&part).all(|(a, b)| a.eq_ignore_ascii_case(b)))
}

/// The words of `snake_case`, `kebab-case`, `camelCase`, `SCREAMING_CASE`, `HTTPHeader` and mixtures, as slices.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).flat_map(Humps::new)
}

/// Splits one run of letters and digits where its case or class changes.
struct Humps<'a> {
    rest: &'a str,
}

impl<'a> Humps<'a> {
    fn new(rest: &'a str) -> Self {
        Self { rest }
    }
}

impl<'a> Iterator for Humps<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut chars = self.rest.char_indices().peekable();
        let (_, mut before) = chars.next()?;
        while let Some((at, current)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            let hump = before.is_lowercase() && current.is_uppercase()
                || before.is_numeric() != current.is_numeric()
                || before.is_uppercase() && current.is_uppercase() && after.is_some_and(char::is_lowercase);
            if hump {
                let (word, rest) = self.rest.split_at(at);
                self.rest = rest;
                return Some(word);
            }
            before = current;
        }
        Some(std::mem::take(&mut self.rest))
    }
}

#[cfg(test)]
mod tests;
