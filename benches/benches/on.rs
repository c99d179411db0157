//! Telemetry is on: every span is recorded, and then thrown away.

use divan::{Bencher, black_box};
use openinference_benches as candidates;
use opentelemetry::trace::TracerProvider as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

struct Nothing;

impl fastrace::collector::Reporter for Nothing {
    fn report(&mut self, spans: Vec<fastrace::collector::SpanRecord>) {
        black_box(spans);
    }
}

fn main() {
    let provider = openinference_benches::provider();
    openinference_runtime::set_tracer_provider(&provider);
    opentelemetry::global::set_tracer_provider(provider.clone());
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("tracing"));
    tracing_subscriber::registry().with(layer).init();
    fastrace::set_reporter(Nothing, fastrace::collector::Config::default());
    divan::main();
}

#[divan::bench]
fn plain(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::plain(black_box("Lisbon")));
}

#[divan::bench]
fn openinference(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::openinference(black_box("Lisbon")));
}

#[divan::bench]
fn tracing(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::with_tracing(black_box("Lisbon")));
}

#[divan::bench]
fn fastrace(bencher: Bencher<'_, '_>) {
    let root = fastrace::Span::root("root", fastrace::collector::SpanContext::random());
    let _current = root.set_local_parent();
    bencher.bench_local(|| candidates::with_fastrace(black_box("Lisbon")));
}

#[divan::bench]
fn by_hand(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::by_hand(black_box("Lisbon")));
}

#[divan::bench]
fn chat_of_40_messages(bencher: Bencher<'_, '_>) {
    let request = candidates::conversation();
    bencher.bench(|| candidates::chat(black_box(&request)));
}
