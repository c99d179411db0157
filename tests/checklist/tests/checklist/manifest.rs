//! `cases.tsv` holds the checklist: each case, by the id of its rule, and the test that holds it. A rule without a case, a
//! test that does not exist and a test that no rule asks for are mistakes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const CASES: &str = include_str!("cases.tsv");

/// The rules, by number: gaps between the groups are for rules to come.
const RULES: [std::ops::RangeInclusive<u8>; 6] = [1..=17, 20..=29, 30..=42, 50..=59, 60..=69, 70..=76];

/// A line of the table.
struct Case {
    rule: &'static str,
    case: &'static str,
    /// A test of this crate, `file::test` of another, or a file of the compile tests.
    test: &'static str,
}

fn cases() -> Vec<Case> {
    let lines = CASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let case = |line: &'static str| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_else(|| panic!("three columns, please: {line}"));
        Case { rule: next(), case: next(), test: next() }
    };
    lines.map(case).collect()
}

/// The tests of this binary, as it tells them itself.
fn own_tests() -> BTreeSet<String> {
    let this = std::env::current_exe().expect("a test is a program");
    let list = Command::new(this).args(["--list", "--format", "terse"]).output().expect("it runs");
    let list = String::from_utf8(list.stdout).expect("names are text");
    list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).expect("two folders up").to_owned()
}

/// Whether a file elsewhere in the repository has that test, or is it.
fn is_elsewhere(test: &str) -> Result<(), String> {
    let (file, name) = test.split_once(".rs").ok_or("no file is named")?;
    let path = repository().join(format!("{file}.rs"));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    if let Some(name) = name.strip_prefix("::") {
        // As a function, or as a row of a table that a macro makes tests of.
        let found = text.contains(&format!("fn {name}(")) || text.contains(&format!("    {name}: "));
        return found.then_some(()).ok_or(format!("{} has no test `{name}`", path.display()));
    }
    if file.contains("/fail/") && !path.with_extension("stderr").exists() {
        return Err(format!("{} has no message", path.display()));
    }
    Ok(())
}

#[test]
fn every_rule_has_a_case() {
    let cases = cases();
    let missing: Vec<String> = RULES
        .into_iter()
        .flatten()
        .map(|number| format!("E{number:02}"))
        .filter(|rule| !cases.iter().any(|case| case.rule == rule))
        .collect();
    assert!(missing.is_empty(), "no case of {missing:?}");
}

#[test]
fn every_case_is_of_a_rule_and_stands_once() {
    let mut seen = BTreeSet::new();
    for Case { rule, case, .. } in cases() {
        let number = rule.strip_prefix('E').and_then(|number| number.parse().ok());
        let known = number.is_some_and(|number| RULES.iter().any(|rules| rules.contains(&number)));
        assert!(known, "there is no rule {rule}");
        assert!(seen.insert((rule, case)), "{rule} has `{case}` twice");
    }
}

#[test]
fn every_case_has_a_test_of_its_own_that_exists() {
    let own = own_tests();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for Case { rule, case, test } in cases() {
        if !seen.insert(test) {
            wrong.push(format!("{rule} {case}: `{test}` holds another case already"));
        }
        if own.contains(test) {
            continue;
        }
        if let Err(why) = is_elsewhere(test) {
            wrong.push(format!("{rule} {case}: {test}: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_test_is_of_a_case() {
    let cases = cases();
    let unknown: Vec<_> = own_tests()
        .into_iter()
        .filter(|test| !test.starts_with("manifest::") && !cases.iter().any(|case| case.test == test))
        .collect();
    assert!(unknown.is_empty(), "no rule asks for {unknown:#?}");
}
