//! OTLP as lines of JSON.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{LONG, alone, builder, child::run, quiet, sink::Sink, spans};

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a file");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn span_names(line: &Value) -> Vec<&str> {
    let spans = line["resourceSpans"][0]["scopeSpans"][0]["spans"].as_array().expect("spans");
    spans.iter().filter_map(|span| span["name"].as_str()).collect()
}

#[test]
fn every_flush_appends_a_line_of_otlp_json() {
    let _alone = alone();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("spans.jsonl");
    let telemetry = builder(&[("PHOENIX_PROJECT", "p")]).file(&path).init().expect("telemetry");
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    spans::ours("b");
    drop(telemetry);
    let lines = lines(&path);
    assert_eq!(lines.iter().map(span_names).collect::<Vec<_>>(), [["a"], ["b"]]);
    let [first, _] = lines.as_slice() else { panic!("{lines:?}") };
    let span = &first["resourceSpans"][0]["scopeSpans"][0]["spans"][0];
    assert_eq!(span["traceId"].as_str().map(str::len), Some(32), "hexadecimal, as OTLP's JSON has it");
    let resource = first["resourceSpans"][0]["resource"]["attributes"].to_string();
    assert!(resource.contains("openinference.project.name"), "{resource}");
}

#[test]
fn a_file_and_a_collector_get_the_same_spans() {
    let _alone = alone();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("spans.jsonl");
    let sink = Sink::new();
    let url = sink.url();
    let telemetry = builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &url)]).file(&path).init().expect("telemetry");
    spans::ours("a");
    assert!(telemetry.flush(LONG));
    let counts = telemetry.counts();
    assert_eq!((counts.made, counts.delivered), (2, 2), "each exporter counts");
    drop(telemetry);
    assert_eq!(sink.names(), ["a"]);
    assert_eq!(span_names(&lines(&path)[0]), ["a"]);
}

#[test]
fn a_file_that_cannot_be_opened_is_an_error_of_the_set_up() {
    let _alone = alone();
    let directory = tempfile::tempdir().expect("a directory");
    let error = builder(&[]).file(directory.path()).init().expect_err("a directory").to_string();
    assert!(error.contains(&directory.path().display().to_string()), "{error}");
}

#[test]
#[cfg(unix)]
fn a_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let _alone = alone();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("spans.jsonl");
    drop(builder(&[]).file(&path).init());
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o077, 0);
    // One that was there before, too.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).expect("permissions");
    drop(builder(&[]).file(&path).init().expect("telemetry"));
    assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o077, 0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_once_and_hurts_nobody() {
    let ended = run("three_spans_to_a_file", &[("TEST_FILE", "/dev/full")]);
    assert!(ended.success, "{ended:?}");
    assert!(
        ended.stderr.starts_with("openinference: 3 of 3 spans could not be delivered to /dev/full: "),
        "{ended:?}"
    );
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_reads_is_an_error_of_the_set_up_and_no_end_of_waiting() {
    let _alone = alone();
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let error = quiet([("OTEL_TRACES_EXPORTER", "none")]).file(&pipe).init().expect_err("a pipe");
    assert!(error.to_string().contains("it is a pipe"), "{error}");
}
