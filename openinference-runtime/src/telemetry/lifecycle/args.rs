//! Telemetry on the command line of a program that uses `clap`.

use clap::{Args, ValueEnum};

use crate::telemetry::{Builder, Telemetry};

/// `--tracing` and `--otlp-endpoint`, to be flattened into a program's own arguments.
///
/// ```
/// use clap::Parser;
/// use openinference_runtime::telemetry::TelemetryArgs;
///
/// #[derive(Parser)]
/// struct Cli {
///     #[command(flatten)]
///     telemetry: TelemetryArgs,
/// }
///
/// # fn main() -> Result<(), openinference_runtime::InitError> {
/// let cli = Cli::parse_from(["agent", "--tracing", "off"]);
/// let _telemetry = cli.telemetry.builder().init()?;
/// # Ok(())
/// # }
/// ```
///
/// What is not on the command line comes from the environment, as with [`init`](crate::init).
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TelemetryArgs {
    /// Where traces go; several with commas between. By default where the OTEL_* and PHOENIX_* variables say
    #[arg(long, value_enum, value_name = "WHERE", value_delimiter = ',', num_args = 0..=1, default_missing_value = "on")]
    pub tracing: Vec<TracingTarget>,

    /// URL of the collector that traces are sent to, such as http://localhost:6006
    #[arg(long, value_name = "URL")]
    pub otlp_endpoint: Option<String>,
}

/// A word of `--tracing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum TracingTarget {
    /// Where --otlp-endpoint or the variables say, else a tree on stderr; the same as --tracing alone
    On,
    /// A collector, at --otlp-endpoint or where the variables say, else a Phoenix on this machine
    Otlp,
    /// A tree on stderr
    Console,
    /// Nowhere, whatever else is said
    Off,
}

impl TelemetryArgs {
    /// A builder with what the command line says, for the program to add to.
    pub fn builder(&self) -> Builder {
        let names = |target| self.tracing.contains(&target);
        let mut builder = Telemetry::builder();
        if let Some(url) = &self.otlp_endpoint {
            builder = builder.endpoint(url);
        }
        if names(TracingTarget::Off) {
            return builder.disabled(true);
        }
        if names(TracingTarget::On) {
            return builder.disabled(false).console_without_endpoint();
        }
        if !self.tracing.is_empty() {
            let otlp = names(TracingTarget::Otlp) || self.otlp_endpoint.is_some();
            builder = builder.otlp(otlp).console(names(TracingTarget::Console));
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::TelemetryArgs;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        telemetry: TelemetryArgs,
    }

    fn said(arguments: &[&str]) -> String {
        let cli = Cli::try_parse_from([&["agent"], arguments].concat()).expect("accepted");
        format!("{:?}", cli.telemetry.builder())
    }

    #[test]
    fn the_command_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_empty_command_line_says_nothing() {
        assert_eq!(said(&[]), format!("{:?}", super::Builder::new()));
    }

    #[test]
    fn places_are_switched_on_and_the_others_off() {
        let both = said(&["--tracing", "otlp,console"]);
        assert!(both.contains("otlp: Some(true)") && both.contains("console: Some(true)"), "{both}");
        let tree = said(&["--tracing", "console"]);
        assert!(tree.contains("otlp: Some(false)") && tree.contains("console: Some(true)"), "{tree}");
        assert!(said(&["--tracing=off", "--otlp-endpoint=http://col"]).contains("disabled: Some(true)"));
    }

    #[test]
    fn tracing_alone_is_a_tree_where_no_endpoint_is_known() {
        for on in [&["--tracing"][..], &["--tracing", "on"]] {
            let on = said(on);
            assert!(on.contains("console_without_endpoint: true") && on.contains("otlp: None"), "{on}");
        }
        let sent = said(&["--tracing", "--otlp-endpoint", "http://col"]);
        assert!(sent.contains("endpoint: true"), "{sent}");
    }

    #[test]
    fn an_endpoint_is_used_and_not_shown() {
        let said = said(&["--otlp-endpoint", "http://user:hunter2@col:6006", "--tracing", "console"]);
        assert!(said.contains("endpoint: true") && said.contains("otlp: Some(true)"), "{said}");
        assert!(!said.contains("hunter2"));
    }

    #[test]
    fn unknown_words_are_refused_with_what_is_accepted() {
        let error =
            Cli::try_parse_from(["agent", "--tracing", "zipkin"]).expect_err("no such place").to_string();
        assert!(error.contains("otlp") && error.contains("console") && error.contains("off"), "{error}");
    }
}
