//! Texts that a program's own functions are given, and that must not be found in what its spans say.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::capture::Capture;
use super::trace::Trace;
use crate::config::{self, TraceConfig};

/// Holds a program to what it promises of its users' data: plant a text where they write something, call the annotated
/// functions, and look whether it is in the spans.
///
/// ```
/// use openinference_runtime::testing::Canaries;
/// use openinference_runtime::tool_span;
///
/// #[tool_span]
/// fn look_up(city: &str, api_key: &str) -> String {
///     format!("{api_key}: it rains in {city}")
/// }
///
/// Canaries::prove_privacy(|canaries| {
///     // What it returns has the key in it, so that it may not be a secret.
///     look_up(&canaries.content("city"), &canaries.content("key"));
/// });
/// ```
#[derive(Debug, Default)]
pub struct Canaries(Mutex<Vec<Planted>>);

#[derive(Clone, Debug)]
struct Planted {
    place: String,
    is_secret: bool,
    word: String,
}

/// A text that was found where it may not be, or never.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The place that it was planted in.
    pub place: String,
    /// Under which setting.
    pub setting: &'static str,
    /// Whether it was not seen although nothing hides it: then nothing is proven of its place.
    pub is_unseen: bool,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, setting, .. } = self;
        if self.is_unseen {
            write!(f, "`{place}` is in no span although nothing hides it, so that nothing is proven of it")
        } else {
            write!(f, "`{place}` leaves with {setting}")
        }
    }
}

impl Canaries {
    /// None is planted yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A text for a place in which users, models or documents say something: it may leave where everything is
    /// [captured](config::CaptureLevel::All), and no further.
    pub fn content(&self, place: impl Into<String>) -> String {
        self.plant(place.into(), false)
    }

    /// A text for a place that holds a secret: it may never leave.
    pub fn secret(&self, place: impl Into<String>) -> String {
        self.plant(place.into(), true)
    }

    fn plant(&self, place: String, is_secret: bool) -> String {
        let mut planted = self.planted();
        if let Some(known) = planted.iter().find(|known| known.place == place && known.is_secret == is_secret)
        {
            return known.word.clone();
        }
        // Of letters and digits alone, as every encoding leaves them, and none a part of another.
        let word = format!("canary{:04}end", planted.len());
        planted.push(Planted { place, is_secret, word: word.clone() });
        word
    }

    fn planted(&self) -> MutexGuard<'_, Vec<Planted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The places whose texts are somewhere in a trace: in names, attributes, events, links, statuses or the resource.
    #[must_use]
    pub fn seen(&self, trace: &Trace) -> Vec<String> {
        let said = format!("{trace:?}");
        let planted = self.planted();
        planted.iter().filter(|one| said.contains(&one.word)).map(|one| one.place.clone()).collect()
    }

    /// Calls `call` with everything captured, by [`Structure`](config::CaptureLevel::Structure) and by
    /// [`Nothing`](config::CaptureLevel::Nothing), each in a capture of its own. What was found that may not be.
    pub fn leaks(call: impl Fn(&Self)) -> Vec<Leak> {
        Self::leaks_under(&TraceConfig::default(), call)
    }

    /// The same under a configuration of one's own, whose level is replaced.
    pub fn leaks_under(config: &TraceConfig, call: impl Fn(&Self)) -> Vec<Leak> {
        let canaries = Self::new();
        let mut leaks = Vec::new();
        for (setting, level) in [
            ("everything captured", config::CaptureLevel::All),
            ("`CaptureLevel::Structure`", config::CaptureLevel::Structure),
            ("`CaptureLevel::Nothing`", config::CaptureLevel::Nothing),
        ] {
            let config = config.clone().with_capture(level);
            let (_, trace) = Capture::new().config(config).run_sync(|| call(&canaries));
            let seen = canaries.seen(&trace);
            for Planted { place, is_secret, .. } in canaries.planted().iter() {
                let (is_seen, is_all) = (seen.contains(place), level == config::CaptureLevel::All);
                let is_unseen = is_all && !is_secret && !is_seen;
                if is_unseen || is_seen && (*is_secret || !is_all) {
                    leaks.push(Leak { place: place.clone(), setting, is_unseen });
                }
            }
        }
        leaks
    }

    /// Asserts that nothing leaves that may not: [`leaks`](Self::leaks).
    ///
    /// # Panics
    /// When something does; the message lists the places.
    #[track_caller]
    pub fn prove_privacy(call: impl Fn(&Self)) {
        let leaks = Self::leaks(call);
        let listed: String = leaks.iter().map(|leak| format!("\n  {leak}")).collect();
        assert!(leaks.is_empty(), "what was planted leaves:{listed}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semconv::SpanKind;
    use crate::span;

    #[test]
    fn what_leaves_is_named_and_what_proves_nothing_too() {
        let leaks = Canaries::leaks(|canaries| {
            let name = canaries.content("name of a span");
            let _unused = canaries.content("nowhere");
            span(SpanKind::Chain, name)
                .input(&canaries.content("input"))
                .attribute("my.note", canaries.secret("a secret in a note"))
                .attribute("my.api_key", canaries.secret("a key"))
                .in_scope(|| ());
        });
        let said: Vec<_> = leaks.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "`nowhere` is in no span although nothing hides it, so that nothing is proven of it",
                "`a secret in a note` leaves with everything captured",
                "`name of a span` leaves with `CaptureLevel::Structure`",
                "`name of a span` leaves with `CaptureLevel::Nothing`",
            ]
        );
    }
}
