use proptest::prelude::*;

use crate::json::Json;
use crate::providers::testing::Written;
use crate::providers::{StreamReader, read_answer};
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
    let mut reader = StreamReader::new(Llm, 1000, 65_536);
    for item in items {
        reader.push(None, item);
    }
    Written::by(|out| {
        if let (Some(Recorded::Text(text)), _) = reader.finish(None, out) {
            out.push("output.value", text);
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
fn lines_without_their_ends_are_read() {
    let data = OPENAI.lines().filter(|line| line.starts_with("data:"));
    stream(data.map(text)).has("llm.output_messages.0.message.content", "Hä!");
}

#[test]
fn a_body_of_events_is_a_response() {
    Written::by(|out| {
        assert_eq!(read_answer(Llm, None, text(ANTHROPIC), out), (text(ANTHROPIC), None));
    })
    .has("llm.output_messages.0.message.content", "Hi");
}

#[test]
fn an_answer_that_begins_like_events_is_kept() {
    stream([text("{\""), text("city\": \"Ro"), text("me\"}\n")])
        .has("output.value", "{\"city\": \"Rome\"}\n")
        .lacks("llm.");
}

#[test]
fn plain_answers_are_no_events() {
    for answer in ["Hello", "data: is what I mean", "{\"a\": 1} is JSON", "", "event: tomorrow\ndata: none"] {
        Written::by(|out| {
            assert_eq!(read_answer(Llm, None, text(answer), out), (text(answer), None));
        })
        .lacks("");
    }
}

#[test]
fn an_event_of_several_lines_is_one() {
    let lines = OPENAI.replace("\"choices\"", "\r\ndata: \"choices\"");
    stream([text(&lines)]).has("llm.output_messages.0.message.content", "Hä!");
}

#[test]
fn marks_and_fields_before_the_events_do_not_matter() {
    for before in ["\u{feff}", "retry: 3000\n\n", "id: 7\n", "\n\n", ":\n"] {
        stream([text(before), text(OPENAI)]).has("llm.output_messages.0.message.content", "Hä!");
    }
}

/// As bytes, so that characters are cut as well.
fn pieces(whole: &str, cuts: &[usize]) -> Vec<Recorded> {
    let mut cuts: Vec<usize> = cuts.iter().copied().filter(|cut| *cut < whole.len()).collect();
    cuts.push(whole.len());
    cuts.sort_unstable();
    let mut start = 0;
    let piece = |cut: usize| {
        let piece = whole.as_bytes()[start..cut].iter().map(|byte| Json::Int((*byte).into())).collect();
        start = cut;
        Recorded::Json(Json::Array(piece))
    };
    cuts.into_iter().map(piece).filter(|piece| *piece != Recorded::Json(Json::Array(Vec::new()))).collect()
}

#[test]
fn a_stream_says_the_same_byte_by_byte() {
    for whole in [OPENAI, ANTHROPIC, LINES] {
        let every: Vec<usize> = (0..whole.len()).collect();
        assert_eq!(stream(pieces(whole, &every)), stream([text(whole)]));
    }
}

proptest! {
    #[test]
    fn wherever_a_stream_is_cut_into_pieces_it_says_the_same(cuts in prop::collection::vec(0usize..600, 0..12)) {
        for whole in [OPENAI, ANTHROPIC, LINES] {
            prop_assert_eq!(stream(pieces(whole, &cuts)), stream([text(whole)]));
        }
    }
}
