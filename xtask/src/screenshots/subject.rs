//! What there are pictures of, and what each shows.

use anyhow::{Context, Result};

/// An example with its pictures.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) pictures: &'static [Picture],
}

/// A trace, with one of its spans selected.
#[derive(Debug)]
pub(super) struct Picture {
    /// Its name in the folder of pictures.
    pub(super) file: &'static str,
    /// Name of the selected span, and which of those that are called so.
    pub(super) span: (&'static str, usize),
    /// What the page has to show of it.
    pub(super) shows: &'static str,
    /// Of the window, in the page's pixels.
    pub(super) height: u32,
}

pub(super) const QUICKSTART: &str = "quickstart";

/// All of them.
pub(super) const SUBJECTS: &[Subject] = &[
    Subject {
        name: QUICKSTART,
        pictures: &[
            Picture { file: "trace.png", span: ("travel_agent", 0), shows: "Pack layers", height: 720 },
            Picture { file: "llm.png", span: ("chat", 1), shows: "Pack layers", height: 900 },
            Picture { file: "tool.png", span: ("get_weather", 0), shows: "Weather forecast", height: 900 },
        ],
    },
    Subject {
        name: "a2a_shop",
        pictures: &[Picture {
            file: "a2a_shop.png",
            span: ("messages", 0),
            shows: "search_products",
            height: 1000,
        }],
    },
    Subject {
        name: "economy",
        pictures: &[Picture { file: "economy.png", span: ("chat", 1), shows: "transfer", height: 1000 }],
    },
    Subject {
        name: "logos",
        pictures: &[Picture { file: "logos.png", span: ("sophia.plan", 0), shows: "Make tea", height: 1000 }],
    },
    Subject {
        name: "mats",
        pictures: &[Picture {
            file: "mats.png",
            span: ("generate_content", 2),
            shows: "search_log",
            height: 1000,
        }],
    },
    Subject {
        name: "orchestrator",
        pictures: &[Picture {
            file: "orchestrator.png",
            span: ("llm_call:generate", 0),
            shows: "Add 1+1",
            height: 1000,
        }],
    },
];

/// Those of these names; all, where there are none.
///
/// # Errors
/// When there is nothing of a name, with what there is.
pub(super) fn find(names: &[&str]) -> Result<Vec<&'static Subject>> {
    if names.is_empty() {
        return Ok(SUBJECTS.iter().collect());
    }
    let find = |name: &&str| {
        SUBJECTS.iter().find(|subject| subject.name == *name).with_context(|| {
            let known: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
            format!("there are no pictures of {name}: {}", known.join(", "))
        })
    };
    names.iter().map(find).collect()
}
