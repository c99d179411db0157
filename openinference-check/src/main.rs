//! `openinference-check`: the command.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use openinference_check::{Args, Verdict, run};

fn main() -> ExitCode {
    let args = Args::parse();
    let verdict = match run(&args, &mut io::stdout().lock()) {
        Ok(verdict) => verdict,
        Err(message) => {
            // Nobody is left to be told when stderr is closed.
            let _ = writeln!(io::stderr(), "openinference-check: {message}");
            Verdict::Trouble
        }
    };
    ExitCode::from(verdict.code())
}
