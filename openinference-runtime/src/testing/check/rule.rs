//! The rules, with the codes that they are known by.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// A backend shows less than it could, or something is likely to be a mistake.
    Warning,
    /// The specification forbids it, or a backend loses it.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

macro_rules! rules {
    ($($variant:ident = $code:literal $name:literal $severity:ident: $summary:literal, $help:literal;)*) => {
        /// A rule of the conventions that spans are checked against. Codes and names never change their meaning.
        ///
        /// | code | name | severity | |
        /// | --- | --- | --- | --- |
        $(#[doc = concat!("| `", $code, "` | `", $name, "` | ", stringify!($severity), " | ", $summary, " |")])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(
                #[doc = concat!("`", $code, "`: ", $summary, ".")]
                #[doc = ""]
                #[doc = $help]
                $variant,
            )*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code: `OI204`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The name: `unknown-key`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How bad it is when the rule is not kept.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What is wrong, in a few words.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)* }
            }

            /// Why it matters and what to do.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)* }
            }
        }
    };
}

rules! {
    MissingKind = "OI101" "missing-kind" Error: "no span kind",
        "A span with attributes of the conventions has `openinference.span.kind` (`spec/semantic_conventions.md`, Span Kinds); without it a backend files it as UNKNOWN.";
    UnknownKind = "OI102" "unknown-kind" Error: "no such span kind",
        "The kinds are written in capitals: `LLM`, `TOOL`, `AGENT` and so on (`spec/semantic_conventions.md`, Span Kinds).";
    EmptyName = "OI103" "empty-name" Error: "a span without a name",
        "Backends list spans by their names.";
    EmbeddingName = "OI104" "embedding-name" Error: "an EMBEDDING span that is not called `CreateEmbeddings`",
        "`spec/embedding_spans.md` fixes the name.";
    RequiredKey = "OI201" "required-key" Error: "an attribute that the kind requires is missing",
        "The specification says that spans of the kind have it: `llm.system` on LLM spans (`spec/llm_spans.md`).";
    RecommendedKey = "OI202" "recommended-key" Warning: "an attribute that says what the kind is about is missing",
        "Backends show nothing of the kind's own without it; Phoenix computes no cost without `llm.model_name`.";
    ForbiddenKey = "OI203" "forbidden-key" Error: "an attribute that the kind must not have",
        "`llm.system` and `llm.provider` are not used on EMBEDDING spans (`spec/embedding_spans.md`).";
    UnknownKey = "OI204" "unknown-key" Error: "no such key in a reserved namespace",
        "Namespaces such as `llm.` and `tool.` belong to the conventions: a key that they do not have is read by nobody.";
    MisplacedKey = "OI205" "misplaced-key" Error: "a key that belongs elsewhere",
        "Keys of items stand behind the prefix and index of their list, keys of exceptions on the event, keys of the resource on the resource.";
    RepeatedKey = "OI206" "repeated-key" Error: "a key that was written more than once",
        "Backends keep one of the values, and not all the same one.";
    IndexGap = "OI207" "index-gap" Error: "an index is missing in a list",
        "Lists count from 0 without gaps (`spec/semantic_conventions.md`, Flattening).";
    IncompleteItem = "OI208" "incomplete-item" Warning: "an item of a list without what it is about",
        "A message has a role, a tool call the name of its function, a part of a message its type, feedback its name and a result.";
    MissingSession = "OI209" "missing-session" Error: "feedback on a session without `session.id`",
        "`session.annotations` and `session.evaluations` need `session.id` on the same span (`spec/annotations.md`).";
    WrongType = "OI301" "wrong-type" Error: "a value of the wrong type",
        "Each key has one type (`spec/semantic_conventions.md`, Reserved Attributes).";
    NotFlattened = "OI302" "not-flattened" Error: "a list or object that was not flattened",
        "Lists of objects are written as `<key>.<index>.<attribute>` (`spec/semantic_conventions.md`, Flattening): written as one JSON text, a backend shows none of it.";
    InvalidJson = "OI303" "invalid-json" Error: "a text that should be JSON and is not",
        "Backends read JSON texts and show nothing of one that cannot be read.";
    NotAnObject = "OI304" "not-an-object" Error: "JSON that should be an object and is not",
        "The specification says: a JSON object.";
    EnumerationValue = "OI305" "enumeration-value" Error: "a value that is written differently in the conventions",
        "Where a value of the enumeration applies, it must be used as it is written there (`spec/semantic_conventions.md`).";
    MimeType = "OI306" "mime-type" Error: "no MIME type",
        "`input.mime_type` and `output.mime_type` are MIME types: `text/plain`, `application/json`.";
    NonFinite = "OI307" "non-finite" Warning: "a number that is not finite",
        "Phoenix drops attributes that are NaN or infinite.";
    NulCharacter = "OI308" "nul-character" Error: "a text with a NUL character",
        "Phoenix on PostgreSQL loses the whole span.";
    TokenDetails = "OI401" "token-details" Error: "token details that exceed their total",
        "Details are parts of the prompt or the completion, not additions to it: cached tokens are counted in the prompt too.";
    TokenTotal = "OI402" "token-total" Warning: "a total of tokens that is not prompt and completion together",
        "`llm.token_count.total` is prompt and completion together.";
    NegativeNumber = "OI403" "negative-number" Error: "a negative count or cost",
        "Counts and costs are not negative.";
    CostSum = "OI404" "cost-sum" Warning: "costs that do not add up",
        "`llm.cost.total` is prompt and completion together, details are parts of them.";
    Orphan = "OI501" "orphan" Error: "a parent that is not there",
        "The parent was dropped by a sampler, lost, or never ended: a backend shows the span as a root or not at all.";
    OutlivesParent = "OI502" "outlives-parent" Warning: "a span that ends after its parent",
        "The parent did not wait for it. Where that is meant, allow the rule or link the spans instead.";
    StartsBeforeParent = "OI503" "starts-before-parent" Warning: "a span that starts before its parent",
        "Clocks differ, or the parent was set by hand.";
    TimeReversed = "OI504" "time-reversed" Error: "a span that ends before it starts",
        "Backends show a negative duration.";
    Unfinished = "OI505" "unfinished" Warning: "a span that has not ended",
        "It is never exported: a guard was leaked, or a task goes on after the test.";
    DuplicatedId = "OI506" "duplicated-id" Error: "two spans with one id",
        "Backends keep one of them.";
    Cycle = "OI507" "cycle" Error: "a span that is its own ancestor",
        "Backends show none of the spans.";
    TooDeep = "OI508" "too-deep" Warning: "spans nested deeper than 256",
        "A recursion without an end, or a parent carried along in a loop.";
    InvalidId = "OI509" "invalid-id" Error: "an id of zeros",
        "Backends drop the span.";
    ErrorWithoutException = "OI601" "error-without-exception" Warning: "status ERROR without an exception event",
        "Backends show what went wrong from the event `exception` (`spec/traces.md`).";
    ExceptionIncomplete = "OI602" "exception-incomplete" Error: "an exception event without type and message",
        "At least one of `exception.type` and `exception.message` is required.";
    SecretValue = "OI701" "secret-value" Error: "a text that looks like a secret",
        "Redact it at its source, and take the secret out of use: it has left the process. The patterns are those of `SECRET_PATTERNS`.";
    SecretName = "OI702" "secret-name" Warning: "a field that is called like a secret and has a value",
        "Such fields are redacted by default; this one was written by other means.";
    NearAttributeLimit = "OI801" "near-attribute-limit" Warning: "nearly as many attributes as the limit allows",
        "What is beyond the limit is lost without a word; raise `OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT`.";
    DroppedAttributes = "OI802" "dropped-attributes" Error: "attributes that were lost to a limit",
        "Raise `OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT`; this crate's provider allows 10,000.";
    SpanSize = "OI803" "span-size" Warning: "a span of more than 4 MiB",
        "gRPC receivers refuse messages of that size unless they are told otherwise.";
}

/// A code or name that no rule has.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no rule is called `{0}`: rules have codes such as `OI204` and names such as `unknown-key`")]
pub struct UnknownRule(String);

impl FromStr for Rule {
    type Err = UnknownRule;

    /// By code or name.
    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let found =
            Self::ALL.iter().find(|rule| rule.code().eq_ignore_ascii_case(text) || rule.name() == text);
        found.copied().ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code(), self.name())
    }
}
