//! What there are pictures of, and what each shows.

use anyhow::{Context, Result};

/// An example with its pictures.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) pictures: &'static [Picture],
}

/// A trace, with one of its spans selected.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    /// Its name in the folder of pictures.
    pub(super) file: &'static str,
    /// Name of the selected span, and which of those that are called so.
    pub(super) span: (&'static str, usize),
    /// What the page has to say of it.
    pub(super) shows: &'static str,
    /// Whether the table of its attributes is open.
    pub(super) opens_attributes: bool,
    /// Of the window, in the page's pixels.
    pub(super) height: u32,
}

impl Picture {
    const fn new(file: &'static str, span: &'static str, shows: &'static str, height: u32) -> Self {
        Self { file, span: (span, 0), shows, opens_attributes: false, height }
    }

    const fn nth(self, index: usize) -> Self {
        Self { span: (self.span.0, index), ..self }
    }

    const fn with_attributes(self) -> Self {
        Self { opens_attributes: true, ..self }
    }
}

pub(super) const QUICKSTART: &str = "quickstart";

/// All of them.
const SUBJECTS: &[Subject] = &[
    Subject {
        name: QUICKSTART,
        pictures: &[
            Picture::new("trace.png", "travel_agent", "Pack layers", 910).with_attributes(),
            Picture::new("llm.png", "chat", "Pack layers", 980).nth(1),
            Picture::new("tool.png", "get_weather", "Weather forecast", 900),
        ],
    },
    Subject {
        name: "a2a_shop",
        pictures: &[Picture::new("a2a_shop.png", "messages", "We have", 1420).nth(1)],
    },
    Subject {
        name: "economy",
        pictures: &[Picture::new("economy.png", "Gateway::transfer", "from one account to another", 1120)],
    },
    Subject {
        name: "logos",
        pictures: &[Picture::new("logos.png", "sophia.plan", "find out what", 1130).with_attributes()],
    },
    Subject {
        name: "mats",
        pictures: &[Picture::new("mats.png", "generate_content", "Checkout cannot", 1010).nth(2)],
    },
    Subject {
        name: "orchestrator",
        pictures: &[
            Picture::new("orchestrator.png", "remediation", "It is done when", 1060).with_attributes()
        ],
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

#[cfg(test)]
mod tests {
    use super::{QUICKSTART, SUBJECTS, find};
    use crate::demo::SYSTEMS;

    #[test]
    fn there_is_a_picture_of_each_system() {
        let systems = SYSTEMS.iter().map(|system| system.name);
        let names: Vec<_> = [QUICKSTART].into_iter().chain(systems).collect();
        assert_eq!(SUBJECTS.iter().map(|subject| subject.name).collect::<Vec<_>>(), names);
        assert!(SUBJECTS.iter().all(|subject| !subject.pictures.is_empty()));
    }

    #[test]
    fn an_unknown_name_is_refused_with_those_that_there_are() {
        let error = find(&["economy", "econmy"]).expect_err("none").to_string();
        assert!(error.contains("econmy") && error.contains("economy, logos"), "{error}");
    }
}
