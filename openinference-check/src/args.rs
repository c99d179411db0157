//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use openinference_runtime::testing::Allow;

/// Checks OTLP trace files against the OpenInference conventions.
///
/// Exit status: 0 when nothing was found that `--fail-on` minds, 1 when something was, 2 when a file could not be read in full or
/// the command line is wrong. Several files are one set of spans: a parent may stand in another file than its child.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "openinference-check", version)]
#[non_exhaustive]
pub struct Args {
    /// OTLP as JSON, JSON lines or protobuf, or traces saved by the testing kit, each packed by gzip or not; `-` is standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["rules", "secrets"])]
    pub files: Vec<PathBuf>,

    /// How the findings are written
    #[arg(short, long, value_enum, default_value_t)]
    pub format: Format,

    /// Where they are written, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Lets a rule be broken, by its code or name, and after a colon only for such keys: `unknown-key:llm.vendor.**`
    #[arg(short, long, value_name = "RULE[:KEYS]")]
    pub allow: Vec<Allow>,

    /// From which severity on findings fail the check
    #[arg(long, value_enum, default_value_t)]
    pub fail_on: FailOn,

    /// How many attributes a span may have before the rest is lost
    #[arg(long, value_name = "NUMBER")]
    pub attribute_limit: Option<usize>,

    /// A further secret to look for
    #[arg(long, value_name = "NAME=REGEX")]
    pub secret: Vec<String>,

    /// Lists the rules, and does nothing else
    #[arg(long)]
    pub rules: bool,

    /// Lists the patterns of secrets, and does nothing else
    #[arg(long)]
    pub secrets: bool,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum Format {
    /// Lines for people
    #[default]
    Text,
    /// One JSON document, by `schema/report.schema.json`
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
}

/// From which severity on findings fail the check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Nothing: only a file that cannot be read fails
    Never,
}
