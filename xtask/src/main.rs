//! `cargo xtask`: everything that CI and a contributor run, in one place.

mod bench;
mod checks;
mod figures;
mod step;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};
use xtask::{
    demo::{self, Afterwards},
    phoenix, screenshots, tables,
};

const USAGE: &str = "\
Usage: cargo xtask <command>

Commands:
  test [--no-live]      format, lints, tests, doc tests, docs, features, then the live tests
  bench [--quick] [ROW..] what spans cost, against other ways to make them
  figures               what annotations cost at compile time and in memory, against their bars
  live                  only the live tests, against a real Phoenix
  soak [SECONDS]        ten minutes of spans, and a backend that fails half of the time
  hanging               what a backend that hangs costs the calls: their 99th percentiles
  phoenix               start a Phoenix to look at; Ctrl-C ends it
  demo NAME [--keep]    run one of the example systems and print its trace; -- ARGUMENTS for its program
  screenshots [NAME..]  take the documentation's pictures of Phoenix, or those of these examples; needs a Chromium
  tables                write the tables of the documentation from the tables in the code

The live tests and `phoenix` install Arize Phoenix into a Python environment below the target directory.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["test"] => checks::test(checks::Live::Yes),
        ["test", "--no-live"] => checks::test(checks::Live::No),
        ["bench", "--quick", rows @ ..] => bench::run(true, rows),
        ["bench", rows @ ..] => bench::run(false, rows),
        ["figures"] => figures::report(),
        ["live"] => checks::live(),
        ["soak"] => checks::soak(600),
        ["soak", seconds] => checks::soak(seconds.parse()?),
        ["hanging"] => checks::hanging(),
        ["phoenix"] => phoenix::serve_until_interrupted(),
        ["demo", name] => demo::run(name, &[], Afterwards::Stop),
        ["demo", name, "--keep"] => demo::run(name, &[], Afterwards::Keep),
        ["demo", name, "--", arguments @ ..] => demo::run(name, arguments, Afterwards::Stop),
        ["demo", name, "--keep", "--", arguments @ ..] => demo::run(name, arguments, Afterwards::Keep),
        ["screenshots", names @ ..] => screenshots::take(names),
        ["tables"] => tables::write(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("unknown: {}\n\n{USAGE}", other.join(" ")),
    }
}
