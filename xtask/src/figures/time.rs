//! How long `cargo check` of many annotated functions takes, against plain ones and against the attributes of others.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use super::{
    Figure,
    scratch::{Scratch, runtime},
};

const FUNCTIONS: usize = 500;
const ROUNDS: usize = 7;
const AT_MOST: f64 = 1.6;

/// Every crate has the dependencies of all, so that cargo itself has the same to do.
const OTHERS: &str = "fastrace = { version = \"0.7\", features = [\"enable\"] }\ntracing = \"0.1\"";

/// One way to annotate.
struct Way {
    name: &'static str,
    attribute: &'static str,
}

const WAYS: [Way; 4] = [
    Way { name: "plain", attribute: "" },
    Way { name: "openinference", attribute: "#[openinference_runtime::tool_span]" },
    Way { name: "tracing", attribute: "#[tracing::instrument(ret, err)]" },
    Way { name: "fastrace", attribute: "#[fastrace::trace]" },
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
    let [plain, ours, tracing, fastrace] = times.map(median);
    let over = |time: Duration| time.as_secs_f64() / plain.as_secs_f64();
    Ok(vec![Figure {
        what: format!("`cargo check` of {FUNCTIONS} annotated async fns over plain, median of {ROUNDS}"),
        measured: format!(
            "{:.2}x ({:.2} s over {:.2} s; tracing {:.2}x, fastrace {:.2}x)",
            over(ours),
            ours.as_secs_f64(),
            plain.as_secs_f64(),
            over(tracing),
            over(fastrace),
        ),
        bar: format!("<= {AT_MOST}x"),
        met: over(ours) <= AT_MOST,
    }])
}

fn source(way: &Way) -> String {
    let mut source = HEAD.to_owned();
    for index in 0..FUNCTIONS {
        let name = format!("f{index}");
        let _ = write!(source, "{}", FUNCTION.replace("ATTRIBUTE", way.attribute).replace("NAME", &name));
    }
    source
}

fn check(scratch: &Scratch, way: &Way) -> Result<Duration> {
    let start = Instant::now();
    let output = scratch.cargo(&["check", "--quiet", "--package", way.name])?;
    let time = start.elapsed();
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(time)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
