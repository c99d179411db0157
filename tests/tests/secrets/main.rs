//! What is named like a secret, planted in every way in: spelling by form by place. What leaves is counted and printed.

mod forms;
mod places;
mod spellings;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use forms::{FORMS, Form};
use places::PLACES;

/// What must not leave.
const PLANTED: &str = "hunter2Xq7";

/// Leaks by what they have in common.
#[derive(Default)]
struct Leaks {
    planted: usize,
    leaked: usize,
    by: BTreeMap<String, usize>,
    first: Vec<String>,
}

impl Leaks {
    fn count(&mut self, by: &str, said: &str) {
        self.planted += 1;
        if said.contains(PLANTED) {
            self.leaked += 1;
            *self.by.entry(by.to_owned()).or_default() += 1;
            if self.first.len() < 12 {
                self.first.push(format!("{by}: {said}"));
            }
        }
    }

    #[track_caller]
    fn none(&self, what: &str) {
        let mut report = format!("{what}: {} of {} planted texts leave\n", self.leaked, self.planted);
        for (by, count) in &self.by {
            let _ = writeln!(report, "  {count:5} {by}");
        }
        for said in &self.first {
            let short: String = said.chars().take(400).collect();
            let _ = writeln!(report, "  {short}");
        }
        println!("{report}");
        assert_eq!(self.leaked, 0, "{report}");
    }
}

#[test]
fn no_spelling_leaves_in_any_form() {
    let mut leaks = Leaks::default();
    for name in spellings::all() {
        for Form { what, text } in FORMS {
            let text = text(name, PLANTED);
            let said = places::masked(&text);
            leaks.count(&format!("{what} / {name}"), &said);
        }
    }
    leaks.none("spellings x forms");
}

#[test]
fn no_form_leaves_from_any_place() {
    let mut leaks = Leaks::default();
    for (place, said) in PLACES {
        for Form { what, text } in FORMS {
            for name in ["password", "X-Api-Key", "OPENAI_API_KEY", "clientSecret"] {
                leaks.count(&format!("{place} / {what}"), &said(&text(name, PLANTED)));
            }
        }
    }
    leaks.none("forms x places");
}
