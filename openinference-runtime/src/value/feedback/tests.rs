use super::*;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::semconv::AnnotatorKind;

fn written(write: impl FnOnce(&mut Attributes<'_>)) -> Vec<String> {
    let config = TraceConfig::builder().without_env().value_length_limit(100).build();
    let mut out = Attributes::new(&config);
    write(&mut out);
    out.iter().map(|(key, value)| format!("{key}={value}")).collect()
}

fn full() -> Evaluation {
    Evaluation::new("relevance")
        .score(0.5)
        .label("half")
        .explanation("so so")
        .annotator(AnnotatorKind::Llm)
        .identifier("run-1")
        .metadata(std::collections::BTreeMap::from([("judge", "gpt-4o")]))
}

#[test]
fn every_field_has_its_key() {
    let expected = [
        "evaluations.0.evaluation.name=relevance",
        "evaluations.0.evaluation.score=0.5",
        "evaluations.0.evaluation.label=half",
        "evaluations.0.evaluation.explanation=so so",
        "evaluations.0.evaluation.annotator_kind=LLM",
        "evaluations.0.evaluation.identifier=run-1",
        r#"evaluations.0.evaluation.metadata={"judge":"gpt-4o"}"#,
    ];
    assert_eq!(written(|out| write_evaluations(FeedbackScope::Span, &[full()], out).unwrap()), expected);
}

#[test]
fn each_of_the_six_lists_has_its_key() {
    let (annotation, evaluation) = (Annotation::new("a").score(1), Evaluation::new("a").score(1));
    for (scope, prefix) in
        [(FeedbackScope::Span, ""), (FeedbackScope::Trace, "trace."), (FeedbackScope::Session, "session.")]
    {
        let twice = [annotation.clone(), annotation.clone()];
        let last = written(|out| write_annotations(scope, &twice, out).unwrap()).pop();
        assert_eq!(last, Some(format!("{prefix}annotations.1.annotation.score=1")));
        let last =
            written(|out| write_evaluations(scope, std::slice::from_ref(&evaluation), out).unwrap()).pop();
        assert_eq!(last, Some(format!("{prefix}evaluations.0.evaluation.score=1")));
    }
}

#[test]
fn what_says_nothing_or_too_much_is_an_error_and_nothing_is_written() {
    let name = || "a".to_owned();
    for (wrong, error) in [
        (Annotation::new(" ").score(1), FeedbackError::NoName),
        (Annotation::new("a").identifier("b"), FeedbackError::NoResult(name())),
        (Annotation::new("a").score(f64::NAN), FeedbackError::Score(name())),
        (Annotation::new("a").label("b").metadata("text"), FeedbackError::Metadata(name())),
        (
            Annotation::new("a").explanation("x".repeat(101)),
            FeedbackError::TooLong { name: name(), field: "explanation", bytes: 101, limit: 100 },
        ),
    ] {
        let all = [Annotation::new("good").score(1), wrong];
        let nothing = written(|out| {
            assert_eq!(write_annotations(FeedbackScope::Span, &all, out), Err(error.clone()));
        });
        assert_eq!(nothing, [""; 0], "{error}");
    }
    assert_eq!(full().check(), Ok(()));
}

#[test]
fn an_empty_list_is_no_error() {
    assert_eq!(written(|out| write_evaluations(FeedbackScope::Trace, &[], out).unwrap()), [""; 0]);
}

#[test]
fn reasons_are_hidden_with_what_they_quote_and_results_are_not() {
    for config in [
        TraceConfig::builder().without_env().hide_inputs(true).build(),
        TraceConfig::builder().without_env().hide_outputs(true).build(),
    ] {
        let mut out = Attributes::new(&config);
        let only_reasons = Evaluation::new("reasons").explanation("it says so");
        write_evaluations(FeedbackScope::Span, &[only_reasons, full()], &mut out).unwrap();
        let keys: Vec<String> = out.iter().map(|(key, _)| key.to_string()).collect();
        let kept = ["name", "score", "label", "annotator_kind", "identifier"];
        assert_eq!(keys, kept.map(|field| format!("evaluations.0.evaluation.{field}")));
    }
}
