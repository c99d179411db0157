//! What compiles, with warnings denied, and what a wrong annotation says.
//!
//! With `--no-default-features` spans are left out: the cases are the same, and so is what they say. What the compiler says
//! in other words stands in `left-out`, which repeats the case.

use std::fs;
use std::path::{Path, PathBuf};

use trybuild::TestCases;

#[test]
fn annotations_compile_or_say_what_to_write() {
    let cases = TestCases::new();
    cases.pass("pass/*/*.rs");
    if cfg!(feature = "trace") {
        cases.compile_fail("fail/*/*.rs");
    } else {
        failing_left_out(&cases);
    }
}

fn failing_left_out(cases: &TestCases) {
    for topic in entries(Path::new("fail")) {
        for case in entries(&topic).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"))
        {
            let other = Path::new("left-out").join(case.strip_prefix("fail").expect("it is below"));
            cases.compile_fail(if other.exists() { other } else { case });
        }
    }
}

fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("tests run in the folder of their crate");
    entries.map(|entry| entry.expect("it can be read").path()).collect()
}
