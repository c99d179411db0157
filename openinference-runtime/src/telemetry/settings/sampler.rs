//! `OTEL_TRACES_SAMPLER` and its argument, with errors where the SDK falls back in silence.

use opentelemetry_sdk::trace::{Sampler, ShouldSample};

use super::{env::Environment, parse};
use crate::source::Sampling;
use crate::telemetry::InitError;

const SAMPLER: &str = "OTEL_TRACES_SAMPLER";
const ARGUMENT: &str = "OTEL_TRACES_SAMPLER_ARG";
const ACCEPTED: &str = "`always_on`, `always_off`, `traceidratio`, `parentbased_always_on`, \
                        `parentbased_always_off` or `parentbased_traceidratio`";

/// Which traces are recorded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SamplerChoice {
    parent_based: bool,
    root: Root,
}

#[derive(Clone, Debug, PartialEq)]
enum Root {
    AlwaysOn,
    AlwaysOff,
    Ratio(f64),
}

impl SamplerChoice {
    pub(super) fn resolve(environment: &Environment) -> Result<Self, InitError> {
        let Some(value) = environment.get(SAMPLER) else {
            return Ok(Self { parent_based: true, root: Root::AlwaysOn });
        };
        let name = value.to_ascii_lowercase();
        let (parent_based, root) = match name.strip_prefix("parentbased_") {
            Some(root) => (true, root),
            None => (false, name.as_str()),
        };
        let root = match root {
            "always_on" => Root::AlwaysOn,
            "always_off" => Root::AlwaysOff,
            "traceidratio" => Root::Ratio(ratio(environment)?),
            _ => return Err(parse::refused(SAMPLER, ACCEPTED)),
        };
        Ok(Self { parent_based, root })
    }

    /// What it looks at: ids and parents alone.
    pub(crate) fn sampling(&self) -> Sampling {
        Sampling::ByTrace { always: self.root == Root::AlwaysOn, by_parent: self.parent_based }
    }

    pub(crate) fn to_sdk(&self) -> Box<dyn ShouldSample> {
        let root = match self.root {
            Root::AlwaysOn => Sampler::AlwaysOn,
            Root::AlwaysOff => Sampler::AlwaysOff,
            Root::Ratio(ratio) => Sampler::TraceIdRatioBased(ratio),
        };
        // Not `Sampler::ParentBased`: that one takes an invalid span, which is no parent at all, for an unsampled one.
        if self.parent_based { Box::new(Sampler::parent_based(root)) } else { Box::new(root) }
    }
}

fn ratio(environment: &Environment) -> Result<f64, InitError> {
    let Some(value) = environment.get(ARGUMENT) else { return Ok(1.0) };
    match value.parse::<f64>() {
        Ok(ratio) if (0.0..=1.0).contains(&ratio) => Ok(ratio),
        _ => Err(parse::refused(ARGUMENT, "a number from 0.0 to 1.0")),
    }
}
