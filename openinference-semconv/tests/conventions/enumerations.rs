//! What the enumerations have in common.

use std::collections::BTreeSet;

use openinference_semconv::{
    AnnotatorKind, LlmProvider, LlmSystem, MessageContentType, MimeType, SpanKind, UnknownValue,
};

macro_rules! every_value_is_read_back {
    ($($test:ident: $enumeration:ty,)*) => {$(
        #[test]
        fn $test() {
            for value in <$enumeration>::ALL {
                assert_eq!(value.as_str().parse(), Ok(*value));
                assert_eq!(value.to_string(), value.as_str());
                assert_eq!(AsRef::<str>::as_ref(value), value.as_str());
            }
            let distinct: BTreeSet<_> = <$enumeration>::ALL.iter().map(|value| value.as_str()).collect();
            assert_eq!(distinct.len(), <$enumeration>::ALL.len());
        }
    )*};
}

every_value_is_read_back! {
    every_annotator_kind_is_read_back: AnnotatorKind,
    every_provider_is_read_back: LlmProvider,
    every_system_is_read_back: LlmSystem,
    every_message_content_type_is_read_back: MessageContentType,
    every_mime_type_is_read_back: MimeType,
    every_span_kind_is_read_back: SpanKind,
}

#[test]
fn case_matters() {
    assert!("llm".parse::<SpanKind>().is_err());
    assert!("OpenAI".parse::<LlmProvider>().is_err());
}

#[test]
fn an_unknown_value_says_which_are_accepted() {
    let error: Result<MimeType, UnknownValue> = "text/html".parse();
    let message = error.map_err(|error| error.to_string());
    assert_eq!(
        message,
        Err("not a MimeType: expected one of `text/plain`, `application/json`, `audio/wav`".to_owned())
    );
}

#[test]
fn display_obeys_width_and_precision() {
    assert_eq!(format!("{:>6}|{:.2}", SpanKind::Llm, SpanKind::Tool), "   LLM|TO");
}
