//! Who annotates a library brings little into the programs that use it.

use std::collections::BTreeSet;

use xtask::workspace;

/// What the runtime brings with its default features, all the way down.
const DEFAULT: [&str; 20] = [
    "base64",
    "futures-core",
    "futures-sink",
    "itoa",
    "memchr",
    "openinference-macros",
    "openinference-runtime",
    "openinference-semconv",
    "opentelemetry",
    "pin-project-lite",
    "proc-macro2",
    "quote",
    "serde",
    "serde_core",
    "serde_json",
    "syn",
    "thiserror",
    "thiserror-impl",
    "unicode-ident",
    "zmij",
];

/// The names of the packages that the runtime needs to build with these features.
fn packages(features: &[&str]) -> BTreeSet<String> {
    let mut tree = workspace::cargo();
    tree.args(["tree", "--package", "openinference-runtime", "--edges", "normal,build"]);
    tree.args(["--prefix", "none", "--format", "{p}", "--no-default-features", "--features"]);
    let output = tree.arg(features.join(",")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("cargo speaks UTF-8");
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn default_features_bring_these_packages_and_no_others() {
    assert_eq!(packages(&["default"]), DEFAULT.map(str::to_owned).into());
}

#[test]
fn without_the_macros_the_macro_crate_is_left_out() {
    let packages = packages(&[]);
    assert!(!packages.contains("openinference-macros"));
    assert!(packages.is_subset(&DEFAULT.map(str::to_owned).into()), "{packages:?}");
}

#[test]
fn without_spans_nothing_of_opentelemetry_is_built() {
    let packages = packages(&WITHOUT_SPANS);
    let found: Vec<_> = packages.iter().filter(|name| name.contains("opentelemetry")).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// The features of a program that is built without spans and is otherwise the same: its tools have schemas, its budget
/// prices, and its command line the flags.
const WITHOUT_SPANS: [&str; 4] = ["clap", "cost", "macros", "schema"];

#[test]
fn features_that_need_spans_bring_them() {
    let metadata = workspace::Metadata::read().expect("cargo runs");
    let features = metadata.features("openinference-runtime").expect("it has features");
    for feature in features.into_iter().filter(|feature| !WITHOUT_SPANS.contains(feature)) {
        assert!(packages(&[feature]).contains("opentelemetry"), "{feature}");
    }
}

#[test]
fn semconv_depends_on_nothing() {
    let mut tree = workspace::cargo();
    tree.args(["tree", "--package", "openinference-semconv", "--edges", "normal,build", "--prefix", "none"]);
    let output = tree.output().expect("cargo runs");
    let tree = String::from_utf8(output.stdout).expect("cargo speaks UTF-8");
    assert_eq!(tree.lines().count(), 1, "{tree}");
}
