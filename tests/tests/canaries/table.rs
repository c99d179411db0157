//! What leaves under which setting.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::canary::{self, Canaries, Promise};
use crate::program::Program;
use crate::settings::{self, Setting};
use crate::ways;

/// Places down, settings across.
pub(crate) struct Table {
    settings: Vec<Setting>,
    rows: Vec<Row>,
}

/// One place.
pub(crate) struct Row {
    pub(crate) place: &'static str,
    pub(crate) promise: Promise,
    /// By setting: where the text was seen.
    seen: Vec<(&'static str, BTreeSet<String>)>,
}

impl Row {
    pub(crate) fn leaves_under(&self, setting: &str) -> bool {
        self.seen.iter().any(|(name, places)| *name == setting && !places.is_empty())
    }

    fn may_leave(&self, setting: &Setting) -> bool {
        match self.promise {
            Promise::Never => false,
            Promise::Kept => true,
            Promise::Unless(switches) => {
                !setting.is_level && !switches.iter().any(|switch| setting.switches.contains(switch))
            }
        }
    }
}

impl Table {
    pub(crate) fn run() -> Result<Self> {
        let canaries = Canaries::default();
        let settings = settings::all();
        let mut left = Vec::new();
        for setting in &settings {
            let program = Program::start(&setting.config, ways::resource(&canaries))?;
            ways::go(&program, &canaries)?;
            left.push((setting.name, words(program.end()?)));
        }
        let rows = canaries.all().into_iter().map(|(place, promise, word)| {
            let seen =
                left.iter().map(|(setting, words)| (*setting, words.get(&word).cloned().unwrap_or_default()));
            Row { place, promise, seen: seen.collect() }
        });
        Ok(Self { rows: rows.collect(), settings })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// The switches that there is a setting for each of.
    pub(crate) fn switches(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().filter_map(|setting| match *setting.switches {
            [switch] => Some(switch),
            _ => None,
        })
    }

    pub(crate) fn cells(&self) -> usize {
        self.rows.len() * self.settings.len()
    }

    /// What has left that may not.
    pub(crate) fn leaks(&self) -> Vec<String> {
        let mut leaks = Vec::new();
        for row in &self.rows {
            for (setting, (name, places)) in self.settings.iter().zip(&row.seen) {
                if !places.is_empty() && !row.may_leave(setting) {
                    leaks.push(format!(
                        "{} under {name}: {}",
                        row.place,
                        Vec::from_iter(places.clone()).join(", ")
                    ));
                }
            }
        }
        leaks
    }
}

/// The words that stand in what came to each place, by themselves.
fn words(left: Vec<(String, Vec<u8>)>) -> BTreeMap<String, BTreeSet<String>> {
    let mut words = BTreeMap::<String, BTreeSet<String>>::new();
    for (place, bytes) in left {
        let text = String::from_utf8_lossy(&bytes);
        for (at, _) in text.match_indices(canary::BEGINNING) {
            let word = text[at..].chars().take(canary::LENGTH).collect();
            words.entry(word).or_default().insert(place.clone());
        }
    }
    words
}
