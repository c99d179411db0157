//! Which exporters come of what.

use super::{NO_TERMINAL, Variables, environment, error, settings};
use crate::telemetry::settings::{Choices, Exporter, Settings, Terminal};

const TERMINAL: Terminal = Terminal { stderr: true };
const OTLP: (&str, &str) = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otlp:4318");

fn names(choices: &Choices, variables: Variables<'_>, terminal: Terminal) -> Vec<&'static str> {
    Settings::resolve(choices, &environment(variables), terminal)
        .expect("settings")
        .exporters
        .iter()
        .map(|exporter| match exporter {
            Exporter::Console => "console",
            Exporter::Otlp(_) => "otlp",
            Exporter::File(_) => "file",
        })
        .collect()
}

fn by_variables(variables: Variables<'_>, terminal: Terminal) -> Vec<&'static str> {
    names(&Choices::default(), variables, terminal)
}

#[test]
fn nothing_configured_and_no_terminal_exports_nothing() {
    assert!(by_variables(&[], NO_TERMINAL).is_empty());
    assert!(!settings(&[]).expect("settings").off, "a global provider of the application's stays in use");
}

#[test]
#[cfg(feature = "console")]
fn the_tree_is_for_a_terminal_without_an_endpoint_and_for_whoever_asks() {
    let tree = ("OTEL_TRACES_EXPORTER", "console");
    assert_eq!(by_variables(&[], TERMINAL), ["console"]);
    assert_eq!(by_variables(&[tree], NO_TERMINAL), ["console"]);
    assert_eq!(by_variables(&[("OTEL_TRACES_EXPORTER", "Console")], NO_TERMINAL), ["console"]);
    assert_eq!(by_variables(&[("OTEL_EXPORT_CONSOLE", "true")], NO_TERMINAL), ["console"]);
    assert!(by_variables(&[("OTEL_EXPORT_CONSOLE", "false")], TERMINAL).is_empty());
    let choices = |on| Choices { console: Some(on), ..Choices::default() };
    assert_eq!(names(&choices(true), &[], NO_TERMINAL), ["console"]);
    assert!(names(&choices(false), &[tree], TERMINAL).is_empty());
}

#[test]
#[cfg(all(feature = "console", feature = "otlp"))]
fn a_command_line_may_ask_for_the_tree_where_there_is_no_endpoint() {
    let asked = Choices { console_without_endpoint: true, ..Choices::default() };
    assert_eq!(names(&asked, &[], NO_TERMINAL), ["console"]);
    assert_eq!(names(&asked, &[OTLP], NO_TERMINAL), ["otlp"]);
    assert!(names(&asked, &[("OTEL_EXPORT_CONSOLE", "false")], NO_TERMINAL).is_empty());
}

#[test]
fn quiet_keeps_the_tree_off_whatever_the_variables_say() {
    let quiet = Choices { quiet: Some(true), ..Choices::default() };
    assert!(names(&quiet, &[("OTEL_TRACES_EXPORTER", "console")], TERMINAL).is_empty());
    assert!(names(&quiet, &[("OTEL_EXPORT_CONSOLE", "true")], TERMINAL).is_empty());
    assert!(names(&Choices { console: Some(true), ..quiet }, &[], TERMINAL).is_empty());
}

#[test]
#[cfg(feature = "otlp")]
fn an_endpoint_means_otlp_and_no_tree() {
    assert_eq!(by_variables(&[OTLP], TERMINAL), ["otlp"]);
    assert_eq!(by_variables(&[("PHOENIX_COLLECTOR_ENDPOINT", "http://col:6006")], TERMINAL), ["otlp"]);
    assert_eq!(by_variables(&[("OTEL_TRACES_EXPORTER", "otlp")], TERMINAL), ["otlp"]);
}

#[test]
#[cfg(all(feature = "otlp", feature = "console"))]
fn several_exporters_work_at_once() {
    assert_eq!(by_variables(&[("OTEL_TRACES_EXPORTER", "otlp, console")], NO_TERMINAL), ["console", "otlp"]);
    assert_eq!(by_variables(&[OTLP, ("OTEL_EXPORT_CONSOLE", "true")], NO_TERMINAL), ["console", "otlp"]);
    let console = Choices { console: Some(true), ..Choices::default() };
    assert_eq!(names(&console, &[OTLP], NO_TERMINAL), ["console", "otlp"]);
}

#[test]
#[cfg(feature = "file")]
fn a_file_stands_beside_other_exporters() {
    let file = Choices { file: Some("spans.jsonl".into()), ..Choices::default() };
    assert_eq!(names(&file, &[], NO_TERMINAL), ["file"]);
    assert_eq!(names(&file, &[("OTEL_TRACES_EXPORTER", "none")], NO_TERMINAL), ["file"], "code wins");
    #[cfg(feature = "otlp")]
    assert_eq!(names(&file, &[OTLP], NO_TERMINAL), ["otlp", "file"]);
}

#[test]
fn a_provider_of_ones_own_needs_no_exporter() {
    let own = Choices { own_provider: true, ..Choices::default() };
    assert!(names(&own, &[OTLP, ("OTEL_TRACES_EXPORTER", "otlp,console")], TERMINAL).is_empty());
}

#[test]
#[cfg(feature = "otlp")]
fn otlp_can_be_switched_in_code() {
    let choices = |on| Choices { otlp: Some(on), ..Choices::default() };
    assert_eq!(names(&choices(true), &[], NO_TERMINAL), ["otlp"]);
    assert_eq!(names(&choices(true), &[("OTEL_TRACES_EXPORTER", "none")], NO_TERMINAL), ["otlp"]);
    assert!(names(&choices(false), &[OTLP], NO_TERMINAL).is_empty());
}

#[test]
fn code_overrules_the_variable_that_disables() {
    let off = |disabled, value| {
        let choices = Choices { disabled: Some(disabled), ..Choices::default() };
        let environment = environment(&[("OTEL_SDK_DISABLED", value)]);
        Settings::resolve(&choices, &environment, NO_TERMINAL).expect("settings").off
    };
    assert!(off(true, "false") && !off(false, "true"));
}

#[test]
fn an_exporter_list_is_the_whole_list() {
    let variables: Variables<'_> = &[OTLP, ("OTEL_TRACES_EXPORTER", "none")];
    let settings = settings(variables).expect("settings");
    assert!(settings.exporters.is_empty() && settings.no_exporter);
}

#[test]
fn the_sdk_can_be_disabled() {
    for value in ["true", "TRUE", " True "] {
        let settings = settings(&[("OTEL_SDK_DISABLED", value), ("OTEL_TRACES_EXPORTER", "none")]);
        assert!(settings.expect("settings").off);
    }
    assert!(!settings(&[("OTEL_SDK_DISABLED", "false")]).expect("settings").off);
}

#[test]
fn words_that_are_not_accepted_are_refused_with_what_is() {
    assert_eq!(
        error(&[("OTEL_TRACES_EXPORTER", "zipkin")]),
        "OTEL_TRACES_EXPORTER: entry 1 of its value is not accepted; use `otlp`, `console`, `none`, or a comma-separated list"
    );
    assert!(error(&[("OTEL_TRACES_EXPORTER", "otlp,,zipkin")]).contains("entry 3 of its value"));
    assert!(error(&[("OTEL_TRACES_EXPORTER", "none,otlp")]).contains("stands alone"));
    assert!(error(&[("OTEL_SDK_DISABLED", "yes")]).contains("`true` or `false`"));
    assert!(error(&[("OTEL_EXPORT_CONSOLE", "1")]).contains("`true` or `false`"));
}

#[test]
#[cfg(not(feature = "console"))]
fn a_tree_that_is_not_compiled_in_names_its_feature_only_when_asked_for() {
    let unasked = Settings::resolve(&Choices::default(), &environment(&[]), TERMINAL).expect("settings");
    assert!(unasked.exporters.is_empty());
    assert!(unasked.warnings.iter().any(|warning| warning.contains("`console`")), "and who looks is told");
    assert_eq!(
        error(&[("OTEL_TRACES_EXPORTER", "console")]),
        "OTEL_TRACES_EXPORTER: the trace tree needs the feature `console` of openinference-runtime"
    );
    assert!(error(&[("OTEL_EXPORT_CONSOLE", "true")]).starts_with("OTEL_EXPORT_CONSOLE: "));
}

#[test]
#[cfg(not(feature = "otlp"))]
fn otlp_that_is_not_compiled_in_names_its_feature() {
    assert_eq!(
        error(&[OTLP]),
        "OTEL_EXPORTER_OTLP_ENDPOINT: OTLP over HTTP needs the feature `otlp` of openinference-runtime"
    );
}

#[test]
#[cfg(not(feature = "otlp-grpc"))]
fn grpc_that_is_not_compiled_in_names_variable_feature_and_port_4318() {
    let by_port = error(&[("PHOENIX_COLLECTOR_ENDPOINT", "http://col:4317")]);
    let by_word = error(&[OTLP, ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]);
    for (message, variable) in
        [(by_port, "PHOENIX_COLLECTOR_ENDPOINT"), (by_word, "OTEL_EXPORTER_OTLP_PROTOCOL")]
    {
        assert!(message.starts_with(variable), "{message}");
        assert!(message.contains("`otlp-grpc`") && message.contains("4318"), "{message}");
    }
}

#[test]
#[cfg(all(feature = "otlp", not(feature = "tls")))]
fn https_that_is_not_compiled_in_names_its_feature() {
    assert_eq!(
        error(&[("PHOENIX_COLLECTOR_ENDPOINT", "https://col")]),
        "PHOENIX_COLLECTOR_ENDPOINT: `https` needs the feature `tls` of openinference-runtime"
    );
}
