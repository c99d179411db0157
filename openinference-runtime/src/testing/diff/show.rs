//! Differences for people.

use std::fmt;

use super::change::{Change, Diff, FieldChange};
use crate::json::Json;
use crate::testing::outline::Shown;

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.changes.iter().try_for_each(|change| fmt::Display::fmt(change, f))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Appeared { path, below } => writeln!(f, "+ {path}{}", And(*below)),
            Self::Vanished { path, below } => writeln!(f, "- {path}{}", And(*below)),
            Self::Moved { from, to } => writeln!(f, "> {from}\n    to {to}"),
            Self::Renamed { from, to } => writeln!(f, "~ {from}\n    name: now {to}"),
            Self::Changed { path, fields } => {
                writeln!(f, "~ {path}")?;
                fields.iter().try_for_each(|field| writeln!(f, "    {field}"))
            }
            Self::Trace { fields } => {
                writeln!(f, "~ (the trace)")?;
                fields.iter().try_for_each(|field| writeln!(f, "    {field}"))
            }
        }
    }
}

struct And(usize);

impl fmt::Display for And {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => Ok(()),
            1 => f.write_str(" (and 1 span below)"),
            many => write!(f, " (and {many} spans below)"),
        }
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, old, new } = self;
        match (old, new) {
            (None, Some(new)) => write!(f, "{field}: + {}", Quoted(new)),
            (Some(old), None) => write!(f, "{field}: - {}", Quoted(old)),
            (Some(old), Some(new)) => write!(f, "{field}: {} -> {}", Quoted(old), Quoted(new)),
            (None, None) => f.write_str(field),
        }
    }
}

/// Texts in quotes, so that the number 1 and the text 1 differ.
struct Quoted<'a>(&'a Json);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::String(_) => write!(f, "\"{}\"", Shown(self.0)),
            other => write!(f, "{}", Shown(other)),
        }
    }
}
