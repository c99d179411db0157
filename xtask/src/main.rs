//! `cargo xtask`: everything that CI and a contributor run, in one place.

mod bench;
mod checks;
mod figures;
mod step;
mod timings;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, builder::PossibleValuesParser};
use xtask::{
    demo::{self, Afterwards, SYSTEMS},
    live_tests::Machine,
    phoenix, screenshots, tables,
};

/// Everything that CI and a contributor run.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Format, lints, tests, doc tests, docs, features, then the live tests
    Test(TestArgs),
    /// The live tests alone, side by side, each in a process of its own
    Live(LiveArgs),
    /// The live tests on a faster machine, then on a busier one: models answer in a tenth of their time, then each core has
    /// something else to do
    Paces(LiveArgs),
    /// What spans cost, against other ways to make them
    Bench(bench::Options),
    /// What annotations cost at compile time and in memory, against their bars
    Figures,
    /// Spans for minutes, and a backend that fails half of the time
    Soak {
        /// How long
        #[arg(default_value_t = 600)]
        seconds: u64,
    },
    /// Random payloads and bodies for every reader of payloads: none panics
    Fuzz {
        /// How long for each reader
        #[arg(default_value_t = 60)]
        seconds: u64,
    },
    /// What takes too long for every change: ten thousand cases of each property of the readers, and random payloads
    Nightly {
        /// How many cases of each property
        #[arg(default_value_t = 10_000)]
        cases: u32,
        /// How long for each reader
        #[arg(default_value_t = 60)]
        seconds: u64,
    },
    /// What a backend that hangs costs the calls: their 99th percentiles
    Hanging,
    /// A Phoenix to look at; Ctrl-C ends it
    Phoenix,
    /// One of the example systems, from its start to its trace
    Demo(DemoArgs),
    /// The documentation's pictures of Phoenix; needs a Chromium
    Screenshots {
        /// Examples whose pictures are taken; all where none is named
        names: Vec<String>,
    },
    /// The tables of the documentation, written from the tables in the code
    Tables,
}

#[derive(Args)]
struct TestArgs {
    /// Without the live tests, which need Python, Phoenix and NATS
    #[arg(long)]
    no_live: bool,
    /// Prints the slowest twenty: test programs, and live tests
    #[arg(long)]
    timings: bool,
}

#[derive(Args)]
struct LiveArgs {
    /// Parts of the names of those that run: `a2a_shop::live_shop::trace`; all where there are none
    names: Vec<String>,
    /// How many run at a time; by the machine's cores where it is not said
    #[arg(long, short)]
    jobs: Option<usize>,
}

#[derive(Args)]
#[command(arg_required_else_help = true)]
struct DemoArgs {
    /// Which system
    #[arg(value_parser = systems())]
    name: String,
    /// Phoenix stays to be looked at, until Enter
    #[arg(long)]
    keep: bool,
    /// Arguments for the system's program, instead of its usual ones
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Their names and what they are, for `--help`.
fn systems() -> PossibleValuesParser {
    SYSTEMS.iter().map(|system| clap::builder::PossibleValue::new(system.name).help(system.about)).into()
}

fn main() -> ExitCode {
    match run(CommandLine::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Test(TestArgs { no_live, timings }) => checks::test(!no_live, timings),
        Task::Live(LiveArgs { names, jobs }) => checks::live(&names, jobs, &[Machine::AsItIs]),
        Task::Paces(LiveArgs { names, jobs }) => {
            checks::live(&names, jobs, &[Machine::Faster, Machine::Busier])
        }
        Task::Bench(options) => bench::run(&options),
        Task::Figures => figures::report(),
        Task::Soak { seconds } => checks::soak(seconds),
        Task::Fuzz { seconds } => checks::fuzz(seconds),
        Task::Nightly { cases, seconds } => checks::nightly(cases, seconds),
        Task::Hanging => checks::hanging(),
        Task::Phoenix => phoenix::serve_until_interrupted(),
        Task::Demo(DemoArgs { name, keep, arguments }) => {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            demo::run(&name, &arguments, if keep { Afterwards::Keep } else { Afterwards::Stop })
        }
        Task::Screenshots { names } => {
            screenshots::take(&names.iter().map(String::as_str).collect::<Vec<_>>())
        }
        Task::Tables => tables::write(),
    }
}
