//! The table names every case, and each case what holds it here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// `suite`, `case`, `verdict`, `what`, between tabs. In `what`: of `same` the test here, of `better` the test and behind ` | ` how,
/// of
/// `not applicable` why.
const CASES: &str = include_str!("cases.tsv");

/// How many tests the reference's Python package has, by file; the lists of the other languages are selections.
const PYTHON: &[(&str, usize)] = &[
    ("test_annotation_attributes.py", 7),
    ("test_blob_upload.py", 30),
    ("test_config.py", 8),
    ("test_context_managers.py", 17),
    ("test_genai.py", 18),
    ("test_helpers.py", 1),
    ("test_id_generator.py", 1),
    ("test_manual_instrumentation.py", 87),
    ("test_projects.py", 2),
    ("test_tracer_providers.py", 6),
];

struct Case {
    suite: &'static str,
    name: &'static str,
    verdict: &'static str,
    what: &'static str,
}

fn cases() -> Vec<Case> {
    let rows = CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
        [suite, name, verdict, what] => Case { suite, name, verdict, what },
        _ => panic!("not four columns: {line}"),
    })
    .collect()
}

#[test]
fn every_case_of_the_reference_stands_in_the_table_once() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for case in cases() {
        assert!(seen.insert((case.suite, case.name)), "{} {} twice", case.suite, case.name);
        let file = case.suite.split("::").next().expect("a file");
        *counts.entry(file).or_default() += 1;
    }
    for (file, count) in PYTHON {
        assert_eq!(counts.get(file), Some(count), "{file}");
    }
    assert_eq!(PYTHON.iter().map(|(_, count)| count).sum::<usize>(), 177);
}

#[test]
fn every_case_that_is_held_names_a_test_that_exists() {
    let tests = tests();
    for Case { suite, name, verdict, what } in cases() {
        let (test, how) = what.split_once(" | ").map_or((what, ""), |(test, how)| (test, how));
        match verdict {
            "same" => assert!(tests.contains(test), "{suite} {name}: no test `{test}`"),
            "better" => {
                assert!(tests.contains(test), "{suite} {name}: no test `{test}`");
                assert!(!how.is_empty(), "{suite} {name}: how is it better?");
            }
            "not applicable" => assert!(!what.is_empty(), "{suite} {name}: why?"),
            other => panic!("{suite} {name}: no verdict is `{other}`"),
        }
    }
}

#[test]
fn the_counts_are_told() {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for case in cases() {
        let language = match case.suite.split("::").next() {
            Some(file) if file.ends_with(".py") => "Python",
            Some(file) if file.ends_with(".ts") => "JavaScript",
            Some(file) if file.ends_with(".java") => "Java",
            _ => "Go",
        };
        *counts.entry((language, case.verdict)).or_default() += 1;
    }
    for ((language, verdict), count) in counts {
        println!("{language}: {verdict}: {count}");
    }
}

/// The names of all functions in the test code of the workspace.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let mut files = Vec::new();
    for package in [
        "openinference-check",
        "openinference-macros",
        "openinference-runtime",
        "openinference-semconv",
        "tests",
        "ui-tests",
    ] {
        rust_files(&root.join(package), &mut files);
    }
    let mut names = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source file is text");
        let functions = text.split("fn ").skip(1);
        names.extend(functions.filter_map(|rest| rest.split('(').next()).map(|name| name.trim().to_owned()));
    }
    names
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() && !path.ends_with("target") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
