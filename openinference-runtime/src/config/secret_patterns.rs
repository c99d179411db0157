//! Secrets that are told by how they look, wherever they stand.

use std::borrow::Cow;

use super::{REDACTED, Redactor};

/// Takes keys and tokens out of texts by their beginnings: what providers give out to be found (`sk-`, `AKIA`, `ghp_`, `xoxb-`
/// ..), JSON Web Tokens, what stands behind `Bearer`, and private keys between their lines of dashes.
///
/// Error messages, stack traces, names of spans and events and the texts of log records pass it in every configuration, unless
/// [`TraceConfigBuilder::secret_patterns`](super::TraceConfigBuilder::secret_patterns) or
/// `OPENINFERENCE_SECRET_PATTERNS=false` says no. Given as a [`Redactor`] it sees everything else too:
///
/// ```
/// use openinference_runtime::config::{SECRET_PATTERNS, TraceConfig};
///
/// let config = TraceConfig::builder().without_env().redactor(SECRET_PATTERNS).build();
/// let said = config.mask("input.value", "my key is ghp_0123456789abcdefghij0123456789ABCDEF".into());
/// assert_eq!(said, Some("my key is __REDACTED__".into()));
/// ```
///
/// One pass over a text, whatever is in it.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct SecretPatterns;

/// The one value of [`SecretPatterns`].
pub const SECRET_PATTERNS: SecretPatterns = SecretPatterns;

/// What may stand behind a beginning.
#[derive(Clone, Copy)]
enum Tail {
    /// At least so many letters, digits, `-` and `_`, a digit among them.
    Token(usize),
    /// At least so many letters and digits, a digit among them.
    Alphanumeric(usize),
    /// So many capital letters and digits, and no more.
    Capitals(usize),
    /// At least two parts of base64 between dots, of which the first begins so.
    WebToken,
    /// A token behind blanks.
    Bearer,
    /// Everything to the line that ends it.
    PrivateKey,
}

/// Beginnings, with what makes them more than a word.
const PATTERNS: &[(&str, Tail)] = &[
    // OpenAI, Anthropic, OpenRouter, Langfuse, DeepSeek.
    ("sk-", Tail::Token(16)),
    // Stripe.
    ("sk_live_", Tail::Alphanumeric(16)),
    ("sk_test_", Tail::Alphanumeric(16)),
    ("rk_live_", Tail::Alphanumeric(16)),
    ("rk_test_", Tail::Alphanumeric(16)),
    ("whsec_", Tail::Token(16)),
    // Amazon Web Services.
    ("AKIA", Tail::Capitals(16)),
    ("ASIA", Tail::Capitals(16)),
    // GitHub, GitLab.
    ("ghp_", Tail::Alphanumeric(30)),
    ("gho_", Tail::Alphanumeric(30)),
    ("ghu_", Tail::Alphanumeric(30)),
    ("ghs_", Tail::Alphanumeric(30)),
    ("ghr_", Tail::Alphanumeric(30)),
    ("github_pat_", Tail::Token(22)),
    ("glpat-", Tail::Token(16)),
    // Slack.
    ("xoxa-", Tail::Token(10)),
    ("xoxb-", Tail::Token(10)),
    ("xoxe-", Tail::Token(10)),
    ("xoxp-", Tail::Token(10)),
    ("xoxr-", Tail::Token(10)),
    ("xoxs-", Tail::Token(10)),
    ("xapp-", Tail::Token(10)),
    // Google.
    ("AIza", Tail::Token(30)),
    ("ya29.", Tail::Token(20)),
    ("GOCSPX-", Tail::Token(20)),
    // Hosts of models and what stands around them.
    ("hf_", Tail::Alphanumeric(30)),
    ("gsk_", Tail::Alphanumeric(30)),
    ("xai-", Tail::Token(40)),
    ("pplx-", Tail::Token(30)),
    ("nvapi-", Tail::Token(40)),
    ("r8_", Tail::Alphanumeric(30)),
    ("tvly-", Tail::Token(20)),
    ("pcsk_", Tail::Token(30)),
    ("lsv2_pt_", Tail::Token(30)),
    ("lsv2_sk_", Tail::Token(30)),
    // Registries and hosts.
    ("npm_", Tail::Alphanumeric(30)),
    ("pypi-", Tail::Token(60)),
    ("dop_v1_", Tail::Alphanumeric(40)),
    ("SG.", Tail::Token(16)),
    ("AGE-SECRET-KEY-", Tail::Capitals(59)),
    ("eyJ", Tail::WebToken),
    ("Bearer", Tail::Bearer),
    ("bearer", Tail::Bearer),
    ("-----BEGIN ", Tail::PrivateKey),
];

/// Shortest token behind `Bearer`: shorter ones are words.
const BEARER: usize = 16;

/// Whether a beginning begins with a byte.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut at = 0;
    while at < PATTERNS.len() {
        starts[PATTERNS[at].0.as_bytes()[0] as usize] = true;
        at += 1;
    }
    starts
};

impl Redactor for SecretPatterns {
    fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let bytes = text.as_bytes();
        let mut out = String::new();
        let (mut copied, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at) {
            let found =
                if STARTS[usize::from(*byte)] && begins(bytes, at) { found_at(bytes, at) } else { None };
            let Some((start, end)) = found else {
                at += 1;
                continue;
            };
            out.push_str(text.get(copied..start).unwrap_or_default());
            out.push_str(REDACTED);
            (copied, at) = (end, end);
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        Cow::Owned(out)
    }
}

/// Whether a word may begin at a place.
fn begins(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let escaped = || at >= 2 && bytes[at - 2] == b'\\';
    match before {
        // The end of a line that is written as such.
        Some(b'n' | b'r' | b't') => escaped(),
        Some(byte) => !byte.is_ascii_alphanumeric() && *byte != b'_',
        None => true,
    }
}

/// Where the secret begins and ends that may stand at a place.
fn found_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = &bytes[at..];
    PATTERNS.iter().find_map(|(beginning, tail)| {
        let tail_bytes = rest.strip_prefix(beginning.as_bytes())?;
        let behind = at + beginning.len();
        let (skipped, length) = tail.of(tail_bytes)?;
        // `Bearer` says nothing by itself.
        let start = if matches!(tail, Tail::Bearer) { behind + skipped } else { at };
        Some((start, behind + skipped + length))
    })
}

impl Tail {
    /// How many bytes are passed by, and how many belong to it, where it is one.
    fn of(self, bytes: &[u8]) -> Option<(usize, usize)> {
        match self {
            Self::Token(least) => run(bytes, is_of_token, least),
            Self::Alphanumeric(least) => run(bytes, |byte| byte.is_ascii_alphanumeric(), least),
            Self::Capitals(exactly) => {
                let found = run(bytes, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit(), exactly)?;
                let is_whole = bytes.get(found.1).is_none_or(|byte| !byte.is_ascii_alphanumeric());
                (found.1 == exactly && is_whole).then_some(found)
            }
            Self::WebToken => web_token(bytes),
            Self::Bearer => {
                let blanks = bytes.iter().take_while(|byte| matches!(byte, b' ' | b':')).count();
                let is_of = |byte: u8| is_of_token(byte) || matches!(byte, b'.' | b'~' | b'+' | b'/' | b'=');
                let (_, length) = run(bytes.get(blanks..).filter(|_| blanks > 0)?, is_of, BEARER)?;
                Some((blanks, length))
            }
            Self::PrivateKey => private_key(bytes),
        }
    }
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// The bytes at the beginning that are of a kind: at least so many, and a digit among them, which words have not.
fn run(bytes: &[u8], is_of: impl Fn(u8) -> bool, least: usize) -> Option<(usize, usize)> {
    let length = bytes.iter().take_while(|byte| is_of(**byte)).count();
    let has_digit = || bytes[..length].iter().any(u8::is_ascii_digit);
    (length >= least && has_digit()).then_some((0, length))
}

/// Behind `eyJ`: the rest of the header, a dot, the claims, and a signature where there is one.
fn web_token(bytes: &[u8]) -> Option<(usize, usize)> {
    let part = |from: usize| bytes.iter().skip(from).take_while(|byte| is_of_token(**byte)).count();
    let header = part(0);
    if header < 8 || bytes.get(header) != Some(&b'.') {
        return None;
    }
    let claims = part(header + 1);
    if claims < 8 {
        return None;
    }
    let end = header + 1 + claims;
    let signature = if bytes.get(end) == Some(&b'.') { 1 + part(end + 1) } else { 0 };
    Some((0, end + signature))
}

/// Behind `-----BEGIN `: a private key to its last line, or to the end of a text that was cut.
fn private_key(bytes: &[u8]) -> Option<(usize, usize)> {
    const DASHES: &[u8] = b"-----";
    const END: &[u8] = b"-----END ";
    let label = memchr::memmem::find(bytes, DASHES)?;
    if label > 64
        || !bytes[..label].ends_with(b"PRIVATE KEY") && !bytes[..label].ends_with(b"PRIVATE KEY BLOCK")
    {
        return None;
    }
    let body = label + DASHES.len();
    let Some(end) = memchr::memmem::find(&bytes[body..], END).map(|end| body + end + END.len()) else {
        return Some((0, bytes.len()));
    };
    let last =
        memchr::memmem::find(&bytes[end..], DASHES).map_or(bytes.len(), |last| end + last + DASHES.len());
    Some((0, last))
}

#[cfg(test)]
mod tests;
