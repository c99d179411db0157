//! What a backend that hangs costs the calls that are instrumented: nothing that they would notice.
//!
//! Two providers record the same spans: one of our set-up, whose collector has taken a request and never answers, and one
//! whose spans go nowhere. They take turns of a few milliseconds, so that what else the machine does meets both. A third arm
//! is the second once more, and says how far two equal ones are apart. `cargo xtask hanging` measures optimised code.
//!
//! While spans wait memory grows, which costs the one that pays for the new page some microseconds; that shows in calls that
//! do nothing at all, and is printed. Once the queue is full, as it soon is, not even those take longer.

use std::hint::black_box;
use std::io::Read as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::global::{self, GlobalTracerProvider};
use openinference_runtime::{Telemetry, set_tracer_provider, tool_span};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanProcessor};

/// Turns of each arm in a round.
const TURNS: usize = 20;
/// Calls at the beginning of a turn that do not count: of the arm that has no twin the processor has forgotten the code by
/// then, and one such call in a hundred would be all that the percentile says.
const WARM: usize = 5;
const ROUNDS: usize = if cfg!(debug_assertions) { 5 } else { 15 };
/// Of the cheapest calls, which differ least.
const MANY_ROUNDS: usize = 4 * ROUNDS;

/// What the 99th percentile may be, compared with that without exporter; where equal arms differ, that much more. The bar is
/// for optimised code: without, only calls that wait for something are found.
const BAR: f64 = if cfg!(debug_assertions) { 1.5 } else { 1.1 };

/// The shortest call there is: all that is measured is its span.
#[tool_span]
fn nothing(city: &str) -> usize {
    city.len()
}

/// A call that takes far less than any model or remote tool does.
#[tool_span]
fn ask(city: &str) -> usize {
    let start = Instant::now();
    while start.elapsed() < Duration::from_micros(500) {
        black_box(city);
    }
    city.len()
}

/// Spans are recorded for it and go nowhere.
#[derive(Debug)]
struct Nowhere;

impl SpanProcessor for Nowhere {
    fn on_start(&self, _: &mut Span, _: &Context) {}
    fn on_end(&self, span: SpanData) {
        drop(black_box(span));
    }
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }
    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

/// A collector that has taken a request and will not answer.
struct Hanging {
    telemetry: Telemetry,
    provider: GlobalTracerProvider,
    _connection: TcpStream,
}

impl Hanging {
    /// With room for so many spans.
    fn start(room: usize) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (url, room) = (format!("http://{}", listener.local_addr()?), room.to_string());
        let variables = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", url.as_str()),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "600000"),
            ("OTEL_BSP_SCHEDULE_DELAY", "0"),
            ("OTEL_BSP_MAX_QUEUE_SIZE", &room),
        ];
        let telemetry = Telemetry::builder()
            .environment(variables)
            .quiet(true)
            .max_queue_bytes(1 << 30)
            .shutdown_timeout(Duration::ZERO)
            .init()?;
        nothing("the first");
        let mut connection = listener.accept()?.0;
        connection.read_exact(&mut [0; 4])?;
        Ok(Self { telemetry, provider: global::tracer_provider(), _connection: connection })
    }
}

/// The 99th percentiles of a round: with the backend that hangs, without exporter, and without once more.
fn round(number: usize, arms: [&GlobalTracerProvider; 3], calls: usize, call: fn(&str) -> usize) -> [f64; 3] {
    let mut times = [const { Vec::new() }; 3];
    for turn in 0..TURNS {
        for place in 0..arms.len() {
            let arm = (place + turn + number) % arms.len();
            set_tracer_provider(arms[arm]);
            for number in 0..WARM + calls {
                let start = Instant::now();
                black_box(call(black_box("Bern")));
                if number >= WARM {
                    times[arm].push(start.elapsed());
                }
            }
        }
    }
    times.map(|mut times| {
        times.sort_unstable();
        times[times.len() * 99 / 100].as_secs_f64()
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// How the calls of a turn compare, and how equal ones do.
struct Measured {
    ratio: f64,
    noise: f64,
}

/// Each of the rounds gives a 99th percentile for every arm; the median of their ratios counts.
fn measure(
    what: &str,
    hanging: &Hanging,
    (rounds, calls): (usize, usize),
    call: fn(&str) -> usize,
) -> Result<Measured> {
    // By way of the global one too, so that both are behind as many pointers.
    global::set_tracer_provider(SdkTracerProvider::builder().with_span_processor(Nowhere).build());
    let without = global::tracer_provider();
    let before = hanging.telemetry.counts().made;
    let arms = [&hanging.provider, &without, &without];
    let percentiles: Vec<_> = (0..rounds).map(|number| round(number, arms, calls, call)).collect();
    let made = hanging.telemetry.counts().made - before;
    ensure!(
        usize::try_from(made)? == rounds * TURNS * (WARM + calls),
        "{made} spans: not every call was recorded"
    );

    let ratio = |arm: usize| median(percentiles.iter().map(|times| times[arm] / times[1]));
    let p99 = |arm: usize| 1e6 * median(percentiles.iter().map(|times| times[arm]));
    let measured = Measured { ratio: ratio(0), noise: ratio(2) };
    println!(
        "{what}: p99 {:.1} us, without exporter {:.1} us: {:.3}, where two equal ones are {:.3}",
        p99(0),
        p99(1),
        measured.ratio,
        measured.noise
    );
    Ok(measured)
}

fn hold(what: &str, Measured { ratio, noise }: &Measured) {
    assert!(*ratio <= BAR * noise.max(1.0 / noise), "{what}: {ratio}, where two equal ones are {noise}");
}

#[test]
fn calls_are_as_fast_with_a_backend_that_hangs_as_without_exporter() -> Result<()> {
    let waiting = Hanging::start(1_000_000)?;
    measure("calls that do nothing, whose spans wait", &waiting, (ROUNDS, 100), nothing)?;
    let calls = measure("calls of half a millisecond, whose spans wait", &waiting, (ROUNDS, 10), ask)?;
    ensure!(waiting.telemetry.counts().dropped == 0, "all of them wait");
    drop(waiting);

    let full = Hanging::start(1_000)?;
    (0..1_000).for_each(|_| {
        nothing("more");
    });
    ensure!(full.telemetry.counts().dropped > 0, "the queue is full");
    let dropped = measure("calls that do nothing, the queue being full", &full, (MANY_ROUNDS, 100), nothing)?;
    hold("spans wait", &calls);
    hold("the queue is full", &dropped);
    Ok(())
}
