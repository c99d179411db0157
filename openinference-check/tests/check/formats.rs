//! Each format is valid by its schema.

use std::collections::BTreeMap;

use openinference_check::{Args, Format, run};
use openinference_runtime::testing::Rule;
use serde_json::Value;

use crate::files::{export, span};

/// The report on two files, of which one is damaged.
fn report(format: Format) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (good, bad) = (folder.path().join("good & bad.jsonl"), folder.path().join("cut.jsonl"));
    let wrong = span(2, 1, "LLM", "chat <1>", "");
    let text = export(&[span(1, 0, "AGENT", "a", ""), wrong, span(3, 9, "CHAIN", "c", "")]);
    std::fs::write(&good, text).expect("it is written");
    std::fs::write(&bad, "{\"resourceSpans\":").expect("it is written");
    let mut args = Args::default();
    args.files = vec![good, bad];
    args.format = format;
    let mut out = Vec::new();
    run(&args, &mut out).expect("the report is written");
    let text = String::from_utf8(out).expect("it is text");
    text.replace(&folder.path().display().to_string(), "/files")
}

fn json(format: Format) -> Value {
    serde_json::from_str(&report(format)).expect("it is JSON")
}

fn assert_valid(schema: &str, document: &Value) {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [] as [&str; 0]);
}

#[test]
fn text_names_file_line_span_and_sums_up() {
    assert_eq!(
        report(Format::Text),
        "cannot be read: /files/cut.jsonl:1: it is cut: EOF while parsing a value at line 1 column 17
/files/good & bad.jsonl:1: error[OI201] `llm.system` is missing: every LLM span has it (span 2: AGENT a > LLM chat <1>)
/files/good & bad.jsonl:1: warning[OI202] `llm.model_name` is missing: LLM spans say it (span 2: AGENT a > LLM chat <1>)
/files/good & bad.jsonl:1: error[OI501] the parent 0000000000000009 is not in the trace (span 3: CHAIN c)
3 spans: 2 errors, 1 warning
"
    );
}

#[test]
fn json_is_valid_by_its_schema() {
    let document = json(Format::Json);
    assert_valid(include_str!("../../schema/report.schema.json"), &document);
    assert_eq!(document["findings"][0]["code"], "OI201");
    assert_eq!(document["findings"][0]["line"], 1);
    assert_eq!(document["problems"][0]["file"], "/files/cut.jsonl");
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let document = json(Format::Sarif);
    // The schema comes with a crate, so that no copy of it has to be kept.
    let metadata = cargo_metadata::MetadataCommand::new().exec().expect("cargo runs");
    let sarif =
        metadata.packages.iter().find(|package| package.name == "serde-sarif").expect("a dev-dependency");
    let schema = sarif.manifest_path.with_file_name("src").join("schema.json");
    let schema = std::fs::read_to_string(schema).expect("it is there");
    // A pattern of the published schema, of a member that is not written here, is no regular expression.
    let schema = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    assert_valid(&schema, &document);

    let run = &document["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(Rule::ALL.len()));
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    assert_eq!(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "file:///files/good%20%26%20bad.jsonl"
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

/// What Jenkins' `junit-10.xsd` allows, of the elements that are written: attributes and children; in capitals what it requires.
fn grammar() -> BTreeMap<&'static str, (&'static [&'static str], &'static [&'static str])> {
    [
        ("testsuites", (&["name", "time", "tests", "failures", "errors"][..], &["testsuite"][..])),
        ("testsuite", (&["NAME", "TESTS", "FAILURES", "ERRORS"], &["testcase"])),
        ("testcase", (&["NAME", "classname"], &["error", "failure"])),
        ("failure", (&["message", "type"], &[])),
        ("error", (&["message", "type"], &[])),
    ]
    .into()
}

#[test]
fn junit_is_valid_by_its_schema() {
    let text = report(Format::Junit);
    let document = roxmltree::Document::parse(&text).expect("it is XML");
    let grammar = grammar();
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        let (attributes, children) = grammar.get(name).unwrap_or_else(|| panic!("no element `{name}`"));
        for attribute in element.attributes() {
            let known = attributes.iter().any(|known| known.eq_ignore_ascii_case(attribute.name()));
            assert!(known, "no attribute `{}` of `{name}`", attribute.name());
        }
        for required in attributes.iter().filter(|attribute| attribute.starts_with(char::is_uppercase)) {
            assert!(element.has_attribute(&*required.to_lowercase()), "`{required}` of `{name}` is missing");
        }
        for child in element.children().filter(roxmltree::Node::is_element) {
            assert!(children.contains(&child.tag_name().name()), "`{}` in `{name}`", child.tag_name().name());
        }
    }
    let suites: Vec<_> =
        document.root_element().children().filter(|node| node.has_tag_name("testsuite")).collect();
    assert_eq!(suites.len(), 2, "one for each file");
    let attribute = |suite: usize, name: &str| {
        suites[suite].attribute(name).and_then(|count| count.parse::<usize>().ok())
    };
    assert_eq!(
        attribute(0, "tests"),
        Some(Rule::ALL.len() + 1),
        "each rule, and whether the file could be read"
    );
    assert_eq!((attribute(0, "failures"), attribute(0, "errors")), (Some(3), Some(0)));
    assert_eq!((attribute(1, "failures"), attribute(1, "errors")), (Some(0), Some(1)));
}
