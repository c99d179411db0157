//! The command line.

use clap::Parser;
use openinference_runtime::{
    Telemetry,
    telemetry::{Builder, TelemetryArgs},
};

/// Plans a project into tasks, and has models do them.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "orchestrator",
    mut_arg("tracing", |tracing| tracing.help("Where traces go, several with commas between; nowhere unless asked for"))
)]
pub struct Cli {
    /// What is to be done
    #[arg(long)]
    pub project: String,

    /// When it is done
    #[arg(long)]
    pub criteria: String,

    /// US dollars that the models may cost
    #[arg(long, value_name = "DOLLARS", default_value_t = 1.0)]
    pub budget: f64,

    /// Where traces go; nowhere unless asked for
    #[command(flatten)]
    pub telemetry: TelemetryArgs,
}

impl Cli {
    /// Telemetry as the command line asks for it. How much of it, `OTEL_TRACES_SAMPLER` says: everything, if it is not
    /// set.
    pub fn telemetry(&self) -> Builder {
        let TelemetryArgs { tracing, otlp_endpoint, .. } = &self.telemetry;
        let builder = match tracing.is_empty() && otlp_endpoint.is_none() {
            true => Telemetry::builder().disabled(true),
            false => self.telemetry.builder(),
        };
        builder.service_name("multi-llm-orchestrator")
    }
}
