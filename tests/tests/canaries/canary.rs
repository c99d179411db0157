//! Texts that tell where they have come to: each stands in one place of what a program gives to telemetry.

use std::cell::RefCell;

/// What is promised of the texts of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Promise {
    /// Named like a secret: leaves under no setting.
    Never,
    /// Content: leaves only where neither the capture level nor one of these switches hides it.
    Unless(&'static [&'static str]),
    /// Structure: names and ids that every level keeps.
    Kept,
}

/// The texts of a run, the same in every run.
#[derive(Debug, Default)]
pub(crate) struct Canaries(RefCell<Vec<(&'static str, Promise)>>);

impl Canaries {
    /// A text whose place is named like a secret.
    pub(crate) fn secret(&self, place: &'static str) -> String {
        self.word(place, Promise::Never)
    }

    /// A text that these switches hide, and that no level keeps.
    pub(crate) fn content(&self, place: &'static str, switches: &'static [&'static str]) -> String {
        self.word(place, Promise::Unless(switches))
    }

    /// A text that is kept.
    pub(crate) fn kept(&self, place: &'static str) -> String {
        self.word(place, Promise::Kept)
    }

    /// The places with what is promised of them and the words that stand there.
    pub(crate) fn all(&self) -> Vec<(&'static str, Promise, String)> {
        let places = self.0.borrow();
        places.iter().enumerate().map(|(index, (place, promise))| (*place, *promise, word(index))).collect()
    }

    fn word(&self, place: &'static str, promise: Promise) -> String {
        let mut places = self.0.borrow_mut();
        let index = places.iter().position(|(known, _)| *known == place).unwrap_or_else(|| {
            places.push((place, promise));
            places.len() - 1
        });
        word(index)
    }
}

/// How every word begins, and how many letters it has.
pub(crate) const BEGINNING: &str = "canary";
pub(crate) const LENGTH: usize = 12;

/// Of letters, as base64 and JSON leave them, and none the beginning of another.
fn word(index: usize) -> String {
    format!("canary{index:03}end")
}
