//! Sampler, limits, batches, propagators and resource.

use std::time::Duration;

use opentelemetry::KeyValue;

use super::{NO_TERMINAL, Variables, environment, error, settings};
use crate::telemetry::settings::{Choices, Propagator, Settings};

fn sampler(variables: Variables<'_>) -> String {
    format!("{:?}", settings(variables).expect("settings").sdk.sampler.to_sdk())
}

#[test]
fn samplers_are_those_of_the_specification() {
    let named = |name: &str| sampler(&[("OTEL_TRACES_SAMPLER", name), ("OTEL_TRACES_SAMPLER_ARG", "0.25")]);
    assert_eq!(named("always_on"), "AlwaysOn");
    assert_eq!(named("always_off"), "AlwaysOff");
    assert_eq!(named("traceidratio"), "TraceIdRatioBased(0.25)");
    assert!(named("parentbased_traceidratio").contains("root: TraceIdRatioBased(0.25)"));
    assert!(named("parentbased_always_off").contains("root: AlwaysOff"));
    assert_eq!(sampler(&[]), named("parentbased_always_on"));
}

#[test]
fn bad_samplers_are_refused_with_what_is_accepted() {
    let unknown = error(&[("OTEL_TRACES_SAMPLER", "sometimes")]);
    assert!(
        unknown.contains("OTEL_TRACES_SAMPLER: its value") && unknown.contains("`parentbased_traceidratio`")
    );
    for ratio in ["2", "-0.1", "NaN", "half"] {
        let message = error(&[("OTEL_TRACES_SAMPLER", "traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", ratio)]);
        assert!(
            message.contains("OTEL_TRACES_SAMPLER_ARG") && message.contains("from 0.0 to 1.0"),
            "{message}"
        );
    }
}

#[test]
fn a_span_holds_ten_thousand_attributes_unless_told_otherwise() {
    let limit = |variables: Variables<'_>| {
        settings(variables).expect("settings").sdk.limits.to_sdk().max_attributes_per_span
    };
    assert_eq!(limit(&[]), 10_000);
    assert_eq!(limit(&[("OTEL_ATTRIBUTE_COUNT_LIMIT", "7")]), 7);
    assert_eq!(limit(&[("OTEL_ATTRIBUTE_COUNT_LIMIT", "7"), ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "8")]), 8);
}

#[test]
fn batch_variables_are_read_and_checked() {
    let batch = settings(&[
        ("OTEL_BSP_MAX_QUEUE_SIZE", "10"),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "100"),
        ("OTEL_BSP_SCHEDULE_DELAY", "7"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "9"),
    ])
    .expect("settings")
    .sdk
    .batch;
    assert_eq!((batch.queue_items, batch.batch_items), (10, 10), "a batch is no larger than the queue");
    assert_eq!((batch.delay, batch.timeout), (Duration::from_millis(7), Duration::from_millis(9)));
    assert!(error(&[("OTEL_BSP_MAX_QUEUE_SIZE", "0")]).contains("OTEL_BSP_MAX_QUEUE_SIZE"));
    assert!(error(&[("OTEL_BSP_SCHEDULE_DELAY", "5s")]).contains("milliseconds"));
}

#[test]
fn propagators_default_to_trace_context_and_baggage() {
    let propagators = |variables: Variables<'_>| settings(variables).expect("settings").sdk.propagators;
    assert_eq!(propagators(&[]), [Propagator::TraceContext, Propagator::Baggage]);
    assert_eq!(propagators(&[("OTEL_PROPAGATORS", "baggage,baggage")]), [Propagator::Baggage]);
    assert!(propagators(&[("OTEL_PROPAGATORS", "none")]).is_empty());
    assert!(error(&[("OTEL_PROPAGATORS", "b3")]).contains("`tracecontext`, `baggage`"));
}

fn resource(choices: &Choices, variables: Variables<'_>) -> (Vec<KeyValue>, Vec<String>) {
    let settings = Settings::resolve(choices, &environment(variables), NO_TERMINAL).expect("settings");
    (settings.sdk.resource, settings.warnings)
}

fn value(resource: &[KeyValue], key: &str) -> Option<String> {
    resource.iter().find(|one| one.key.as_str() == key).map(|one| one.value.as_str().into_owned())
}

#[test]
fn the_project_becomes_a_resource_attribute() {
    const PROJECT: &str = "openinference.project.name";
    let project = |variables: Variables<'_>| value(&resource(&Choices::default(), variables).0, PROJECT);
    assert_eq!(project(&[]), None, "Phoenix then takes its default project");
    assert_eq!(project(&[("PHOENIX_PROJECT_NAME", "a")]).as_deref(), Some("a"));
    assert_eq!(project(&[("PHOENIX_PROJECT", "b"), ("PHOENIX_PROJECT_NAME", "a")]).as_deref(), Some("b"));
    let listed = ("OTEL_RESOURCE_ATTRIBUTES", "openinference.project.name=c");
    assert_eq!(project(&[listed]).as_deref(), Some("c"));
    assert_eq!(project(&[listed, ("PHOENIX_PROJECT_NAME", "a")]).as_deref(), Some("a"));
    let in_code = Choices {
        project_name: Some("code".to_owned()),
        resource: vec![KeyValue::new(PROJECT, "resource")],
        ..Choices::default()
    };
    let resource = resource(&in_code, &[("PHOENIX_PROJECT", "b")]).0;
    assert_eq!(value(&resource, PROJECT).as_deref(), Some("code"));
}

#[test]
fn two_projects_that_differ_are_warned_about() {
    let warnings =
        |alias| resource(&Choices::default(), &[("PHOENIX_PROJECT", "a"), ("PHOENIX_PROJECT_NAME", alias)]).1;
    assert_eq!(warnings("b"), ["PHOENIX_PROJECT and PHOENIX_PROJECT_NAME differ; PHOENIX_PROJECT is used"]);
    assert!(warnings("a").is_empty());
}

#[test]
fn the_resource_names_service_and_sdk() {
    let (resource, _) = resource(
        &Choices::default(),
        &[("OTEL_SERVICE_NAME", "svc"), ("OTEL_RESOURCE_ATTRIBUTES", "service.name=x, region=eu%2Cwest ,")],
    );
    assert_eq!(value(&resource, "service.name").as_deref(), Some("svc"));
    assert_eq!(value(&resource, "region").as_deref(), Some("eu,west"));
    assert_eq!(value(&resource, "telemetry.sdk.language").as_deref(), Some("rust"));
    assert!(error(&[("OTEL_RESOURCE_ATTRIBUTES", "region")]).contains("OTEL_RESOURCE_ATTRIBUTES"));
}

#[test]
fn a_service_without_a_name_is_called_after_its_program() {
    let (resource, _) = resource(&Choices::default(), &[]);
    let name = value(&resource, "service.name").expect("a name");
    assert!(name.starts_with("unknown_service:openinference_runtime"), "{name}");
}
