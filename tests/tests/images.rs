//! Images that are too long for a span.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::{FutureExt as _, Stream, StreamExt as _, stream};
use openinference_runtime::config::{Blob, BlobUploader, TraceConfig, TraceConfigBuilder};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{Capture, Trace};
use openinference_runtime::{llm_span, span};
use opentelemetry_sdk::trace::Sampler;
use serde_json::{Value, json};

/// Longer than any time that a test waits.
const LONG: Duration = Duration::from_secs(60);

const URL: &str = "llm.input_messages.0.message.contents.0.message_content.image.image.url";

/// Knows what it was given.
#[derive(Debug, Default)]
struct Shelf(Mutex<Vec<Blob>>);

impl BlobUploader for Shelf {
    fn upload(&self, blob: Blob) -> Option<String> {
        let mut blobs = self.0.lock().ok()?;
        blobs.push(blob);
        Some(format!("https://images.example/{}", blobs.len()))
    }
}

impl Shelf {
    fn blobs(&self) -> Vec<Blob> {
        self.0.lock().expect("the lock").clone()
    }
}

fn config(uploader: impl BlobUploader) -> TraceConfigBuilder {
    TraceConfig::builder()
        .without_env()
        .base64_image_max_length(40)
        .blob_uploader(uploader)
        .upload_timeout(LONG)
}

fn image(letter: &str) -> String {
    format!("data:image/png;base64,{}", letter.repeat(64))
}

fn message(images: &[String]) -> Value {
    let parts: Vec<_> =
        images.iter().map(|url| json!({ "type": "image_url", "image_url": { "url": url } })).collect();
    json!({ "model": "gpt-4o", "messages": [{ "role": "user", "content": parts }] })
}

#[llm_span]
fn chat(request: &Value) -> String {
    request["model"].to_string()
}

fn calls(config: TraceConfigBuilder, images: &[String]) -> Trace {
    Capture::new().config(config.build()).run_sync(|| chat(&message(images))).1
}

#[test]
fn the_url_stands_in_place_of_the_image_in_a_request_that_was_recognised() {
    let shelf = Arc::new(Shelf::default());
    let trace = calls(config(Arc::clone(&shelf)), &[image("A")]);
    let span = &trace.roots[0];
    assert_eq!(span.text(URL), Some("https://images.example/1"));
    // The raw request keeps the redaction.
    let input = span.text("input.value").unwrap_or_default();
    assert!(input.contains(r#""url":"__REDACTED__""#), "{input}");
    let blobs = shelf.blobs();
    assert_eq!(blobs.len(), 1);
    assert_eq!((blobs[0].data.len(), blobs[0].mime_type.as_str()), (48, "image/png"));
    assert_eq!(blobs[0].attribute_key, URL);
}

#[test]
fn values_written_by_hand_are_uploaded_too() {
    use openinference_runtime::value::{Message, MessageContent, write_input_messages};
    let shelf = Arc::new(Shelf::default());
    let (_, trace) = Capture::new().config(config(Arc::clone(&shelf)).build()).run_sync(|| {
        span(SpanKind::Llm, "by hand").in_scope(|| {
            let message = Message::new("user").part(MessageContent::image(image("A")));
            openinference_runtime::current().write(|out| write_input_messages(&[message], out));
        });
    });
    assert_eq!(trace.roots[0].text(URL), Some("https://images.example/1"));
}

#[test]
fn an_image_is_uploaded_once_however_often_it_stands_in_a_span() {
    let shelf = Arc::new(Shelf::default());
    let trace = calls(config(Arc::clone(&shelf)), &[image("A"), image("B"), image("A")]);
    let url = |at: usize| trace.roots[0].text(&URL.replace("contents.0", &format!("contents.{at}")));
    let [first, second] = [1, 2].map(|at| format!("https://images.example/{at}"));
    assert_eq!((url(0), url(1), url(2)), (Some(&*first), Some(&*second), Some(&*first)));
}

#[test]
fn short_images_hidden_ones_and_those_of_spans_that_are_not_sampled_stay_where_they_are() {
    let shelf = Arc::new(Shelf::default());
    let short = "data:image/png;base64,AAAA".to_owned();
    let trace = calls(config(Arc::clone(&shelf)), std::slice::from_ref(&short));
    assert_eq!(trace.roots[0].text(URL), Some(&*short));
    for hide in [TraceConfigBuilder::hide_input_images, TraceConfigBuilder::hide_inputs] {
        let trace = calls(hide(config(Arc::clone(&shelf)), true), &[image("A")]);
        assert_eq!(trace.roots[0].text(URL), None);
    }
    let config = config(Arc::clone(&shelf)).build();
    let unsampled = Capture::new().sampler(Sampler::AlwaysOff).config(config);
    unsampled.run_sync(|| chat(&message(&[image("A")])));
    assert_eq!(shelf.blobs(), []);
}

const DRAWN: &str = "llm.output_messages.0.message.contents.1.message_content.image.image.url";

/// Says something and draws, in two pieces each.
#[llm_span]
fn draws(request: &Value) -> impl Stream<Item = Value> + use<> {
    let delta = |delta: Value| json!({ "object": "chat.completion.chunk", "model": "gpt-image", "choices": [{ "index": 0, "delta": delta }] });
    let draws = |letter: &str| {
        let url = image(letter);
        json!({ "role": "assistant", "images": [{ "type": "image_url", "image_url": { "url": url } }] })
    };
    let pieces = ["A", "B"].map(|letter| delta(draws(letter)));
    let said = ["Two ", "pictures."].map(|text| delta(json!({ "content": text })));
    let _ = request;
    stream::iter(said.into_iter().chain(pieces).collect::<Vec<_>>())
}

fn streamed(config: TraceConfigBuilder) -> Trace {
    let all = async {
        draws(&json!({ "model": "gpt-image", "messages": [{ "role": "user", "content": "Draw." }] }))
            .for_each(|_| async {})
            .await;
    };
    let (ended, trace) = Capture::new().config(config.build()).run_sync(|| all.now_or_never());
    ended.expect("nothing of it waits");
    trace
}

#[test]
fn images_in_the_chunks_of_a_stream_are_uploaded_too() {
    let shelf = Arc::new(Shelf::default());
    let trace = streamed(config(Arc::clone(&shelf)));
    let span = &trace.roots[0];
    assert_eq!(span.text(DRAWN), Some("https://images.example/1"));
    assert_eq!(span.text(&DRAWN.replace("contents.1", "contents.2")), Some("https://images.example/2"));
    let output = span.text("output.value").unwrap_or_default();
    assert!(output.contains("Two pictures.") && output.contains(r#""url":"__REDACTED__""#), "{output}");
    let blobs = shelf.blobs();
    assert_eq!(blobs.iter().map(|blob| blob.data.len()).collect::<Vec<_>>(), [48, 48]);
    assert_eq!(blobs[0].attribute_key, DRAWN);
}

#[test]
fn images_in_the_chunks_of_a_stream_are_redacted_where_nobody_takes_them() {
    let trace = streamed(TraceConfig::builder().without_env().base64_image_max_length(40));
    let span = &trace.roots[0];
    assert_eq!(span.text(DRAWN), Some("__REDACTED__"));
    assert!(!span.text("output.value").unwrap_or_default().contains("AAAA"));
}

struct Says(Option<&'static str>);

impl BlobUploader for Says {
    fn upload(&self, _: Blob) -> Option<String> {
        self.0.map(str::to_owned)
    }
}

struct Panics;

impl BlobUploader for Panics {
    fn upload(&self, _: Blob) -> Option<String> {
        panic!("no")
    }
}

#[test]
fn without_a_good_url_the_image_is_redacted() {
    let redacted = |config| {
        let trace = calls(config, &[image("A"), image("B")]);
        assert_eq!(trace.roots[0].text(URL), Some("__REDACTED__"));
    };
    redacted(config(Says(None)));
    redacted(config(Says(Some("not a URL"))));
    redacted(config(Panics));
    let trace = calls(config(Says(Some("s3://a"))), &["data:image/png;base64,".to_owned() + &"?".repeat(64)]);
    assert_eq!(trace.roots[0].text(URL), Some("__REDACTED__"), "not base64");
}

/// Comes back when it is let go.
struct Stuck(Sender<()>, Mutex<Receiver<()>>);

impl BlobUploader for Stuck {
    fn upload(&self, _: Blob) -> Option<String> {
        let _ = self.0.send(());
        let _ = self.1.lock().ok()?.recv();
        Some("https://images.example/late".to_owned())
    }
}

#[test]
fn an_uploader_that_hangs_is_waited_for_once_and_not_longer_than_said() {
    let ((begun, begins), (release, released)) = (channel(), channel::<()>());
    let patience = Duration::from_millis(20);
    let config = config(Stuck(begun, Mutex::new(released))).upload_timeout(patience);
    let images: Vec<String> = ["A", "B", "C"].map(image).to_vec();
    let trace = calls(config.clone(), &images);
    assert_eq!(trace.roots[0].text(URL), Some("__REDACTED__"));
    begins.recv().expect("it was asked");
    // While it hangs nobody waits at all.
    let start = Instant::now();
    (0..1_000).for_each(|_| drop(calls(config.clone(), &images)));
    assert!(start.elapsed() < patience * 1_000 / 4, "{:?}", start.elapsed());
    assert!(begins.try_recv().is_err(), "nor is it asked again");
    drop(release);
}
