//! How long `cargo check` of many annotated functions takes, against plain ones and against the attributes of others.

use std::{cmp::Ordering, fmt::Write as _, time::Instant};

use anyhow::{Result, ensure};

use super::{
    Figure,
    processor::used_by_children,
    scratch::{Scratch, runtime},
};

const FUNCTIONS: usize = 500;
const ROUNDS: usize = 7;
const AT_MOST: f64 = 1.6;

/// Every crate has the dependencies of all, so that cargo itself has the same to do.
const OTHERS: &str = "fastrace = { version = \"0.7\", features = [\"enable\"] }\ntracing = \"0.1\"";

/// One way to annotate.
struct Way {
    /// Of the crate, which must not have that of a dependency.
    name: &'static str,
    attribute: &'static str,
}

const WAYS: [Way; 4] = [
    Way { name: "without", attribute: "" },
    Way { name: "with-openinference", attribute: "#[openinference_runtime::tool_span]" },
    Way { name: "with-tracing", attribute: "#[tracing::instrument(ret, err)]" },
    Way { name: "with-fastrace", attribute: "#[fastrace::trace]" },
];

const HEAD: &str = "
use std::collections::HashMap;
use std::fmt;

#[derive(Debug)]
pub struct Failure;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(\"failed\")
    }
}

impl std::error::Error for Failure {}

impl From<std::num::ParseIntError> for Failure {
    fn from(_: std::num::ParseIntError) -> Self {
        Self
    }
}

async fn leaf(a: u32) -> u32 {
    a
}

fn main() {}
";

/// A step of an agent as they are: three arguments, a loop with an `.await`, errors that are converted.
const FUNCTION: &str = "
/// Counts what is in the items.
ATTRIBUTE
pub async fn NAME(name: &str, count: u32, mut items: Vec<String>) -> Result<HashMap<String, u32>, Failure> {
    let mut map = HashMap::new();
    for (index, item) in items.drain(..).enumerate() {
        if item.is_empty() {
            return Err(Failure);
        }
        let value = leaf(count + index as u32).await;
        map.insert(format!(\"{name}{item}\"), value);
    }
    let parsed: u32 = name.parse()?;
    let more = leaf(parsed).await;
    map.entry(\"more\".to_owned()).and_modify(|known| *known += more).or_insert(count);
    Ok(map)
}
";

/// # Errors
/// When something does not compile.
pub(crate) fn measure() -> Result<Vec<Figure>> {
    let mut scratch = Scratch::new("time")?;
    let dependencies = format!("{}\n{OTHERS}", runtime());
    for way in &WAYS {
        scratch.write(way.name, &dependencies, &source(way))?;
    }
    let mut times = WAYS.map(|_| Vec::new());
    // Round by round, so that what else the machine does falls on all of them. The first builds the dependencies.
    for round in 0..=ROUNDS {
        for (way, times) in WAYS.iter().zip(&mut times) {
            scratch.write(way.name, &dependencies, &source(way))?;
            let time = check(&scratch, way)?;
            if round > 0 {
                times.push(time);
            }
        }
    }
    let medians = times.each_ref().map(|times| Time {
        on_the_clock: median(times, |time| time.on_the_clock),
        of_the_processor: median(times, |time| time.of_the_processor),
    });
    let [plain, ours, tracing, fastrace] = &medians;
    let (over, clock) =
        (|time: &Time| time.over(plain), |time: &Time| time.on_the_clock / plain.on_the_clock);
    Ok(vec![Figure {
        what: format!("`cargo check` of {FUNCTIONS} annotated async fns over plain, median of {ROUNDS}"),
        measured: format!(
            "{:.2}x (tracing {:.2}x, fastrace {:.2}x; plain {:.2} s; on the clock {:.2}x, {:.2}x, {:.2}x)",
            over(ours),
            over(tracing),
            over(fastrace),
            plain.of_the_processor.unwrap_or(plain.on_the_clock),
            clock(ours),
            clock(tracing),
            clock(fastrace),
        ),
        bar: format!("<= {AT_MOST}x"),
        met: over(ours) <= AT_MOST,
    }])
}

/// Seconds that a check took.
#[derive(Clone, Copy)]
struct Time {
    on_the_clock: f64,
    /// What else the machine does is not in it; `None` where the system does not tell it.
    of_the_processor: Option<f64>,
}

impl Time {
    fn over(&self, plain: &Self) -> f64 {
        match (self.of_the_processor, plain.of_the_processor) {
            (Some(time), Some(plain)) => time / plain,
            _ => self.on_the_clock / plain.on_the_clock,
        }
    }
}

fn source(way: &Way) -> String {
    let mut source = HEAD.to_owned();
    for index in 0..FUNCTIONS {
        let name = format!("f{index}");
        let _ = write!(source, "{}", FUNCTION.replace("ATTRIBUTE", way.attribute).replace("NAME", &name));
    }
    source
}

fn check(scratch: &Scratch, way: &Way) -> Result<Time> {
    let (start, used) = (Instant::now(), used_by_children());
    let output = scratch.cargo(&["check", "--quiet", "--package", way.name])?;
    let on_the_clock = start.elapsed().as_secs_f64();
    let of_the_processor = used_by_children().zip(used).map(|(after, before)| after - before);
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(Time { on_the_clock, of_the_processor })
}

fn median<T: PartialOrd + Copy>(times: &[Time], of: impl Fn(&Time) -> T) -> T {
    let mut sorted: Vec<T> = times.iter().map(of).collect();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    sorted[sorted.len() / 2]
}
