use proptest::prelude::*;

use crate::json::Json;
use crate::providers::testing::{Written, name};
use crate::providers::{PayloadFormat, chunk_format, payload, response_format};
use crate::record::Recorded;
use crate::semconv::SpanKind::Llm;

const OPENAI: &str = concat!(
    ": a comment\r\n\r\n",
    "data: {\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"H\"}}]}\r\n\r\n",
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"ä!\"},\"finish_reason\":\"stop\"}]}\n\n",
    "data: [DONE]\n\n",
);

const ANTHROPIC: &str = concat!(
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"role\":\"assistant\",\"model\":\"claude-x\"}}\n\n",
    "event: ping\ndata: {\"type\":\"ping\"}\n\n",
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}\n\n",
);

const LINES: &str = concat!(
    "{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"H\"},\"done\":false}\n",
    "{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"i\"},\"done\":true}\n",
);

/// As a span does with the items of a stream.
fn stream(items: impl IntoIterator<Item = Recorded>) -> Written {
    let mut merge = None;
    for item in items {
        let Some(json) = payload(Llm, &item) else { continue };
        if merge.is_none() {
            merge = chunk_format(Llm, None, json.view()).map(PayloadFormat::merge);
        }
        if let Some(merge) = &mut merge {
            merge.chunk(json.view());
        }
    }
    Written::by(|out| {
        if let Some(mut merge) = merge {
            merge.finish(out);
        }
    })
}

fn text(text: &str) -> Recorded {
    Recorded::Text(text.to_owned())
}

#[test]
fn events_as_text_are_read() {
    stream([text(OPENAI)])
        .has("llm.model_name", "gpt-4o")
        .has("llm.output_messages.0.message.content", "Hä!")
        .has("llm.finish_reason", "stop");
    stream([text(ANTHROPIC)])
        .has("llm.model_name", "claude-x")
        .has("llm.output_messages.0.message.content", "Hi");
    stream([text(LINES)]).has("llm.provider", "ollama").has("llm.output_messages.0.message.content", "Hi");
}

#[test]
fn a_line_for_each_item_is_read() {
    stream(LINES.lines().map(text)).has("llm.output_messages.0.message.content", "Hi");
    stream(OPENAI.lines().map(|line| text(&format!("{line}\n"))))
        .has("llm.output_messages.0.message.content", "Hä!");
}

#[test]
fn events_as_bytes_are_read() {
    let list = OPENAI.bytes().map(|byte| Json::Int(byte.into())).collect();
    stream([Recorded::Json(Json::Array(list))]).has("llm.output_messages.0.message.content", "Hä!");
    let literal = format!("b\"{}\"", OPENAI.as_bytes().escape_ascii());
    stream([text(&literal)]).has("llm.output_messages.0.message.content", "Hä!");
}

#[test]
fn a_body_of_events_is_a_response() {
    let body = payload(Llm, &text(ANTHROPIC)).map(std::borrow::Cow::into_owned).unwrap_or_default();
    let format = response_format(Llm, None, body.view());
    assert_eq!(name(format), "RawEvents");
    Written::by(|out| {
        if let Some(format) = format {
            format.response(body.view(), out);
        }
    })
    .has("llm.output_messages.0.message.content", "Hi");
}

#[test]
fn an_answer_that_begins_like_events_is_kept() {
    stream([text("{\""), text("city\": \"Ro"), text("me\"}\n")])
        .has("output.value", "{\"city\": \"Rome\"}\n")
        .has("output.mime_type", "text/plain")
        .lacks("llm.");
}

#[test]
fn plain_answers_are_no_events() {
    for answer in ["Hello", "data: is what I mean", "{\"a\": 1} is JSON", "", "event: tomorrow\ndata: none"] {
        let recorded = payload(Llm, &text(answer)).map(std::borrow::Cow::into_owned).unwrap_or_default();
        assert!(response_format(Llm, None, recorded.view()).is_none(), "{answer}");
    }
}

proptest! {
    #[test]
    fn wherever_a_stream_is_cut_into_pieces_it_says_the_same(cuts in prop::collection::vec(0usize..600, 0..12)) {
        for whole in [OPENAI, ANTHROPIC, LINES] {
            let mut cuts: Vec<usize> = cuts.iter().copied().filter(|cut| whole.is_char_boundary(*cut) && *cut > 8).collect();
            cuts.sort_unstable();
            cuts.dedup();
            let mut pieces = Vec::new();
            let mut start = 0;
            for cut in cuts.into_iter().chain([whole.len()]).filter(|cut| *cut <= whole.len()) {
                pieces.push(text(&whole[start..cut]));
                start = cut;
            }
            prop_assert_eq!(stream(pieces), stream([text(whole)]));
        }
    }
}
