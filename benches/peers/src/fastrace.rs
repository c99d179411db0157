//! `fastrace`, with a reporter that throws everything away.

use std::borrow::Cow;
use std::hint::black_box;

use fastrace::Span;
use fastrace::collector::{Config, Reporter, SpanContext, SpanRecord};
use openinference_benches::calls::{Turn, turns};
use openinference_benches::measure::Candidate;
use openinference_benches::run::Peers;
use openinference_benches::scenes::Scene;

struct Nothing;

impl Reporter for Nothing {
    fn report(&mut self, spans: Vec<SpanRecord>) {
        black_box(spans);
    }
}

#[inline(never)]
fn step(city: &str) -> usize {
    let span = Span::root("step", SpanContext::random()).with_properties(|| {
        [
            ("openinference.span.kind", "CHAIN".into()),
            ("input.value", Cow::Owned(city.to_owned())),
            ("input.mime_type", "text/plain".into()),
        ]
    });
    let length = {
        let _current = span.set_local_parent();
        black_box(city).len()
    };
    span.add_properties(|| {
        [("output.value", Cow::Owned(length.to_string())), ("output.mime_type", "application/json".into())]
    });
    length
}

#[inline(never)]
fn chat(messages: &[Turn]) -> Turn {
    let span = Span::root("chat", SpanContext::random()).with_properties(|| {
        let mut properties: Vec<(Cow<'static, str>, Cow<'static, str>)> =
            Vec::with_capacity(2 * messages.len() + 6);
        properties.push(("openinference.span.kind".into(), "LLM".into()));
        properties.push(("llm.model_name".into(), "gpt-4o-mini".into()));
        properties.push(("llm.provider".into(), "openai".into()));
        properties.push(("llm.system".into(), "openai".into()));
        properties.push(("input.value".into(), serde_json::to_string(messages).unwrap_or_default().into()));
        properties.push(("input.mime_type".into(), "application/json".into()));
        for (index, message) in messages.iter().enumerate() {
            properties.push((format!("llm.input_messages.{index}.message.role").into(), message.role.into()));
            let content = message.content.clone();
            properties.push((format!("llm.input_messages.{index}.message.content").into(), content.into()));
        }
        properties
    });
    let answer = {
        let _current = span.set_local_parent();
        Turn { role: "assistant", content: "A light jacket.".to_owned() }
    };
    span.add_properties(|| {
        [
            ("llm.output_messages.0.message.role", answer.role.to_owned()),
            ("llm.output_messages.0.message.content", answer.content.clone()),
            ("output.value", serde_json::to_string(&answer).unwrap_or_default()),
            ("output.mime_type", "application/json".to_owned()),
        ]
    });
    answer
}

pub(crate) fn add(scene: Scene, peers: &mut Peers) {
    if scene != Scene::Recorded {
        return;
    }
    fastrace::set_reporter(Nothing, Config::default());
    peers.entry("recorded").or_default().push(Candidate::new("fastrace", || step(black_box("Lisbon"))));
    for (row, count) in [("typed-10", 10), ("typed-100", 100)] {
        let turns = turns(count);
        peers.entry(row).or_default().push(Candidate::new("fastrace", move || chat(black_box(&turns))));
    }
}
