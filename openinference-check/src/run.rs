//! From arguments to a verdict.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use openinference_runtime::testing::{Checker, Report, Rule, SECRET_PATTERNS, Severity, Trace};

use crate::args::{Args, FailOn};
use crate::input::Input;
use crate::output::{self, Outcome};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Nothing was found that matters: exit status 0.
    Clean,
    /// Something was found: exit status 1.
    Findings,
    /// A file could not be read in full, or a setting is wrong: exit status 2.
    Trouble,
}

impl Verdict {
    /// The exit status.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Trouble => 2,
        }
    }
}

/// Does what the arguments say; the report goes to `out`, unless they name a file.
///
/// # Errors
/// When a setting is wrong or the report cannot be written; the message says which.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<Verdict, String> {
    let written = |error: io::Error| format!("the report cannot be written: {error}");
    if args.rules || args.secrets {
        lists(args, out).map_err(written)?;
        return Ok(Verdict::Clean);
    }
    let checker = checker(args)?;
    let mut input = Input::default();
    for path in &args.files {
        if path.as_os_str() == "-" {
            input.read_from("-", io::stdin().lock());
        } else {
            input.read_file(path);
        }
    }
    let outcome = check(&checker, input);
    match &args.output {
        Some(path) => {
            let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
            let mut file = BufWriter::new(file);
            output::write(args.format, &outcome, &mut file).and_then(|()| file.flush()).map_err(written)?;
        }
        None => output::write(args.format, &outcome, out).map_err(written)?,
    }
    Ok(verdict(&outcome, args.fail_on))
}

fn lists(args: &Args, out: &mut dyn Write) -> io::Result<()> {
    if args.rules {
        for rule in Rule::ALL {
            writeln!(out, "{} {:<24} {:<8} {}", rule.code(), rule.name(), rule.severity(), rule.summary())?;
        }
    }
    if args.secrets {
        for secret in SECRET_PATTERNS {
            writeln!(out, "{:<30} {}", secret.name, secret.pattern)?;
        }
    }
    Ok(())
}

fn checker(args: &Args) -> Result<Checker, String> {
    let mut checker = args.allow.iter().cloned().fold(Checker::new(), Checker::allow);
    if let Some(limit) = args.attribute_limit {
        checker = checker.attribute_limit(limit);
    }
    for secret in &args.secret {
        let (name, pattern) = secret
            .split_once('=')
            .ok_or_else(|| format!("--secret {secret}: it has no `=`: write NAME=REGEX"))?;
        checker = checker.secret_pattern(name, pattern).map_err(|error| format!("--secret: {error}"))?;
    }
    Ok(checker)
}

fn check(checker: &Checker, input: Input) -> Outcome {
    let Input { spans, traces, problems, skipped, files } = input;
    let mut report: Report = checker.check(&Trace::from_records(spans));
    for trace in &traces {
        report.merge(checker.check(trace));
    }
    Outcome { report, problems, skipped, files }
}

fn verdict(outcome: &Outcome, fail_on: FailOn) -> Verdict {
    let matters = |severity: Severity| match fail_on {
        FailOn::Error => severity >= Severity::Error,
        FailOn::Warning => true,
        FailOn::Never => false,
    };
    if !outcome.problems.is_empty() {
        Verdict::Trouble
    } else if outcome.report.findings.iter().any(|finding| matters(finding.severity)) {
        Verdict::Findings
    } else {
        Verdict::Clean
    }
}
