//! What a program says on stderr, and what it does not.

use crate::{
    child::{run, run_unheard},
    sink::{Sink, nobody},
};

const ENDPOINT: &str = "PHOENIX_COLLECTOR_ENDPOINT";

#[test]
fn an_unreachable_collector_is_told_once_with_count_and_place_and_the_program_ends_well() {
    let url = nobody();
    let ended = run("three_spans", &[(ENDPOINT, &url)]);
    assert!(ended.success, "{ended:?}");
    let start = format!("openinference: 3 of 3 spans could not be delivered to {url}: ");
    assert!(ended.stderr.starts_with(&start), "{ended:?}");
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
}

#[test]
fn delivered_spans_are_not_worth_a_word() {
    let sink = Sink::new();
    let ended = run("three_spans", &[(ENDPOINT, &sink.url())]);
    assert_eq!((ended.success, ended.stderr.as_str()), (true, ""));
    assert_eq!(sink.next().span_names(), ["a", "b", "c"]);
}

#[test]
fn a_guard_dropped_before_any_span_says_what_to_write() {
    let sink = Sink::new();
    let ended = run("guard_dropped_at_once", &[(ENDPOINT, &sink.url())]);
    assert!(ended.success);
    assert!(ended.stderr.contains("`let _telemetry = openinference_runtime::init()?;`"), "{ended:?}");
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
    assert!(sink.rest().is_empty());
}

#[test]
fn spans_that_are_still_open_at_the_end_are_told_once_with_their_number() {
    for (open, start) in [
        ("1", "openinference: 1 span was still open when telemetry was shut down"),
        ("3", "openinference: 3 spans were still open when telemetry was shut down"),
    ] {
        let sink = Sink::new();
        let ended = run("spans_left_open", &[(ENDPOINT, &sink.url()), ("TEST_OPEN", open)]);
        assert!(ended.success && ended.stderr.starts_with(start), "{ended:?}");
        assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
        assert_eq!(sink.next().span_names(), ["ended"]);
    }
}

#[test]
fn quiet_means_not_a_word() {
    for variables in [[(ENDPOINT, nobody().as_str())], [("OTEL_TRACES_EXPORTER", "console")]] {
        let ended = run("three_spans_in_silence", &variables);
        assert_eq!((ended.success, ended.stderr.as_str()), (true, ""), "{variables:?}");
    }
}

#[test]
fn spans_that_meet_no_provider_at_all_are_worth_one_word_to_who_builds_the_program() {
    for program in ["three_spans", "another_opentelemetry"] {
        let ended = run(program, &[]);
        assert!(ended.success, "{ended:?}");
        if cfg!(debug_assertions) {
            let start = "openinference: a span was not recorded: no exporter is configured";
            assert!(ended.stderr.starts_with(start), "{ended:?}");
            assert!(ended.stderr.contains("another version of that crate"), "{ended:?}");
            assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
        } else {
            assert_eq!(ended.stderr, "");
        }
    }
}

/// The word is for who builds the program: where spans are not optimised away.
#[test]
#[cfg(debug_assertions)]
fn the_limit_of_a_provider_of_others_is_said_once_when_a_span_has_more_attributes() {
    let ended = run("many_attributes_on_a_provider_of_others", &[]);
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
    let told = &ended.stderr;
    assert!(
        told.contains("openinference-runtime did not make keeps 128, unless it was told otherwise"),
        "{told}"
    );
    assert!(told.contains("`with_max_attributes_per_span` or OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT"), "{told}");
    let limit = ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "1000");
    assert_eq!(run("many_attributes_on_a_provider_of_others", &[limit]).stderr, "");
    assert_eq!(run("many_attributes_in_silence", &[]).stderr, "");
}

#[test]
fn the_banner_says_where_spans_go_and_no_secret() {
    let sink = Sink::new();
    let url = sink.url().replace("http://", "http://user:hunter2@");
    let ended = run(
        "three_spans_under_a_banner",
        &[(ENDPOINT, &url), ("PHOENIX_API_KEY", "hunter2"), ("PHOENIX_PROJECT", "p")],
    );
    let expected = format!(
        "openinference: spans go to {} (http/protobuf, as {ENDPOINT} says, with 1 header that is not shown), project `p`\n",
        sink.url()
    );
    assert_eq!((ended.success, ended.stderr), (true, expected));
}

#[test]
fn the_tree_goes_to_stderr_without_colours_where_that_is_no_terminal() {
    for variable in [("OTEL_TRACES_EXPORTER", "console"), ("OTEL_EXPORT_CONSOLE", "true")] {
        let ended = run("three_spans", &[variable]);
        assert!(ended.success);
        let names: Vec<_> =
            ended.stderr.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(names, ["CHAIN a", "CHAIN b", "CHAIN c"], "{ended:?}");
        assert!(!ended.stderr.contains('\u{1b}'));
    }
}

#[test]
fn a_disabled_sdk_does_and_says_nothing() {
    let sink = Sink::new();
    for variable in [("OTEL_SDK_DISABLED", "true"), ("OTEL_TRACES_EXPORTER", "none")] {
        let ended = run("three_spans", &[(ENDPOINT, &sink.url()), variable]);
        assert_eq!((ended.success, ended.stderr.as_str()), (true, ""), "{variable:?}");
    }
    assert!(sink.rest().is_empty());
}

#[test]
fn a_stderr_that_is_closed_does_not_hurt() {
    assert!(run_unheard("three_spans", &[("OTEL_TRACES_EXPORTER", "console")]));
    assert!(run_unheard("three_spans", &[(ENDPOINT, &nobody())]));
}

#[test]
fn no_message_holds_a_credential() {
    let url = format!("{}/?key=hunter2", nobody().replace("http://", "http://user:hunter2@"));
    let key = ("PHOENIX_API_KEY", "hunter2");
    let undelivered = run("three_spans", &[(ENDPOINT, &url), key]);
    assert!(undelivered.stderr.contains("could not be delivered"), "{undelivered:?}");
    let refused = run("set_up_that_fails", &[(ENDPOINT, "ftp://user:hunter2@host/?key=hunter2"), key]);
    assert!(refused.stderr.contains(ENDPOINT), "{refused:?}");
    let headers =
        run("set_up_that_fails", &[(ENDPOINT, "http://host"), ("PHOENIX_CLIENT_HEADERS", "hunter2")]);
    assert!(headers.stderr.contains("PHOENIX_CLIENT_HEADERS"), "{headers:?}");
    for ended in [undelivered, refused, headers] {
        assert!(!ended.stderr.contains("hunter2"), "{ended:?}");
    }
}

#[test]
fn a_proxy_is_not_asked_for_a_collector_on_this_machine() {
    let sink = Sink::new();
    let proxy = nobody();
    let ended = run(
        "three_spans",
        &[(ENDPOINT, &sink.url()), ("HTTP_PROXY", &proxy), ("http_proxy", &proxy), ("ALL_PROXY", &proxy)],
    );
    assert_eq!((ended.success, ended.stderr.as_str()), (true, ""));
    assert_eq!(sink.next().span_names(), ["a", "b", "c"]);
}

#[test]
fn an_exit_without_shutdown_is_a_normal_exit() {
    assert!(run("exit_without_shutdown", &[(ENDPOINT, &nobody())]).success);
}
