//! What the texts of models have to obey.

use std::fmt;

use openinference_runtime::guardrail_span;
use serde::Serialize;

/// A rule for texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// There is a text.
    NotEmpty,
    /// It is short enough to be read.
    Short,
    /// It has no code that ends the program.
    NoPanics,
}

/// All of them.
pub const POLICIES: &[Policy] = &[Policy::NotEmpty, Policy::Short, Policy::NoPanics];

/// Characters.
const SHORT: usize = 2_000;

impl Policy {
    fn allows(self, text: &str) -> bool {
        match self {
            Self::NotEmpty => !text.trim().is_empty(),
            Self::Short => text.chars().count() <= SHORT,
            Self::NoPanics => !["unwrap()", "expect(", "panic!"].iter().any(|code| text.contains(code)),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::NotEmpty => "not_empty",
            Self::Short => "short",
            Self::NoPanics => "no_panics",
        }
    }
}

/// What a text does not obey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The policies.
    pub violations: Vec<Policy>,
}

impl Verdict {
    fn of(policies: &[Policy], text: &str) -> Self {
        Self { violations: policies.iter().copied().filter(|policy| !policy.allows(text)).collect() }
    }

    /// Whether it obeys all.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.violations.is_empty()
    }

    fn names(&self) -> Vec<String> {
        self.violations.iter().map(|policy| policy.name().to_owned()).collect()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().join(", "))
    }
}

/// A text that may not be used.
#[derive(Debug, thiserror::Error)]
#[error("the text violates: {0}")]
pub struct Violation(Verdict);

/// Which of the policies the text does not obey.
#[guardrail_span(
    name = "policy_check",
    skip(policies),
    attributes("policy.count" = policies.len()),
    on_result(|verdict| "policy.passed" = verdict.passed(), "policy.violations" = verdict.names())
)]
#[must_use]
pub fn check(policies: &[Policy], text: &str) -> Verdict {
    Verdict::of(policies, text)
}

/// Lets only a text through that obeys the policies.
///
/// # Errors
/// When it does not.
#[guardrail_span(
    name = "policy_enforce",
    skip(policies),
    attributes(
        "policy.count" = policies.len(),
        "policy.passed" = Verdict::of(policies, text).passed(),
        "policy.violations" = Verdict::of(policies, text).names()
    )
)]
pub fn enforce(policies: &[Policy], text: &str) -> Result<(), Violation> {
    let verdict = Verdict::of(policies, text);
    if verdict.passed() { Ok(()) } else { Err(Violation(verdict)) }
}
