//! Against the reference's Python package.

use std::collections::BTreeSet;

use openinference_semconv::attributes::{
    ATTRIBUTES, EXCEPTION_ESCAPED, EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE, EXCEPTION_TYPE, LLM_COST,
    LLM_TOKEN_COUNT_COMPLETION_DETAILS,
};
use openinference_semconv::{AnnotatorKind, LlmProvider, LlmSystem, MimeType, SpanKind};

use crate::data;

fn values_of(class: &str) -> BTreeSet<&'static str> {
    data::package().into_iter().filter(|row| row[0] == class).map(|row| row[2]).collect()
}

#[test]
fn every_constant_of_the_package_is_one_of_ours_by_name_and_key() {
    let constants: Vec<_> =
        data::package().into_iter().filter(|[class, ..]| class.ends_with("Attributes")).collect();
    assert!(constants.len() > 130, "only {} constants read", constants.len());
    for [class, name, key] in constants {
        let row = ATTRIBUTES.iter().find(|row| row.name == name);
        assert_eq!(row.map(|row| row.key), Some(key), "{class}.{name}");
    }
}

#[test]
fn every_attribute_is_in_the_package_but_for_those_of_exception_events_and_two_prefixes() {
    let package: BTreeSet<_> = data::package().into_iter().map(|[_, _, key]| key).collect();
    let ours_alone: BTreeSet<_> =
        ATTRIBUTES.iter().map(|row| row.key).filter(|key| !package.contains(key)).collect();
    let expected = [
        EXCEPTION_ESCAPED,
        EXCEPTION_MESSAGE,
        EXCEPTION_STACKTRACE,
        EXCEPTION_TYPE,
        LLM_COST,
        LLM_TOKEN_COUNT_COMPLETION_DETAILS,
    ];
    assert_eq!(ours_alone, BTreeSet::from(expected));
}

#[test]
fn every_enumeration_of_the_package_is_ours() {
    let classes: BTreeSet<_> =
        data::package().iter().map(|row| row[0]).filter(|class| class.ends_with("Values")).collect();
    for class in classes {
        let ours: BTreeSet<_> = match class {
            "OpenInferenceSpanKindValues" => SpanKind::ALL.iter().map(|value| value.as_str()).collect(),
            "OpenInferenceAnnotatorKindValues" => {
                AnnotatorKind::ALL.iter().map(|value| value.as_str()).collect()
            }
            "OpenInferenceMimeTypeValues" => MimeType::ALL.iter().map(|value| value.as_str()).collect(),
            "OpenInferenceLLMSystemValues" | "OpenInferenceDecisionSystemValues" => {
                LlmSystem::ALL.iter().map(|value| value.as_str()).collect()
            }
            "OpenInferenceLLMProviderValues" | "OpenInferenceDecisionProviderValues" => {
                LlmProvider::ALL.iter().map(|value| value.as_str()).collect()
            }
            _ => panic!("an enumeration that is not ours: {class}"),
        };
        let theirs = values_of(class);
        assert!(theirs.is_subset(&ours), "{class}: {:?}", theirs.difference(&ours));
    }
}

#[test]
fn span_kinds_annotator_kinds_and_providers_are_no_more_than_the_package_has() {
    let kinds: BTreeSet<_> = SpanKind::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(kinds, values_of("OpenInferenceSpanKindValues"));
    let annotators: BTreeSet<_> = AnnotatorKind::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(annotators, values_of("OpenInferenceAnnotatorKindValues"));
    let providers: BTreeSet<_> = LlmProvider::ALL.iter().map(|value| value.as_str()).collect();
    assert_eq!(providers, values_of("OpenInferenceLLMProviderValues"));
}
