//! The queue's bounds and its book: every span made is delivered or dropped, and counted once.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::{Duration, Instant, SystemTime},
};

use opentelemetry::{
    InstrumentationScope, KeyValue, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, SpanKind, Status, TraceState},
};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_sdk::trace::{SpanData, SpanEvents, SpanLinks, SpanProcessor};
use prost::Message as _;

use super::{BatchProcessor, Deadline, Delivery, ExportQueue, ExportRequest, Transport, start};
use crate::telemetry::counts::{ItemCounts, Loss};
use crate::telemetry::{InitError, settings::BatchLimits};
use opentelemetry_sdk::Resource;
use proptest::prelude::*;

/// What comes later than this does not come.
const PATIENCE: Duration = Duration::from_secs(60);

fn span(name: impl Into<Cow<'static, str>>, flags: TraceFlags, attributes: Vec<KeyValue>) -> SpanData {
    let (trace, id) = (TraceId::from(1_u128), SpanId::from(2_u64));
    SpanData {
        span_context: SpanContext::new(trace, id, flags, false, TraceState::NONE),
        parent_span_id: SpanId::INVALID,
        parent_span_is_remote: false,
        span_kind: SpanKind::Internal,
        name: name.into(),
        start_time: SystemTime::UNIX_EPOCH,
        end_time: SystemTime::UNIX_EPOCH,
        attributes,
        dropped_attributes_count: 0,
        events: SpanEvents::default(),
        links: SpanLinks::default(),
        status: Status::Unset,
        instrumentation_scope: InstrumentationScope::default(),
    }
}

fn sampled(name: &'static str) -> SpanData {
    span(name, TraceFlags::SAMPLED, Vec::new())
}

fn names(request: &ExportRequest) -> Vec<String> {
    let message = ExportTraceServiceRequest::decode(request.body.clone()).expect("an OTLP request");
    let scopes = message.resource_spans.into_iter().flat_map(|spans| spans.scope_spans);
    scopes.flat_map(|scope| scope.spans).map(|span| span.name).collect()
}

/// A transport that tells what it got and does what it is told.
struct Scripted {
    got: Sender<Vec<String>>,
    orders: Receiver<Order>,
}

#[derive(Clone, Copy)]
enum Order {
    Deliver,
    Drop,
    Panic,
    Unreachable,
}

impl Transport for Scripted {
    fn send(&mut self, request: ExportRequest, _: &Deadline<'_>) -> Delivery {
        let count = request.items;
        let names = names(&request);
        assert_eq!(names.len() as u64, count);
        let _ = self.got.send(names);
        match self.orders.recv() {
            Ok(Order::Deliver) => Delivery::delivered(count),
            Ok(Order::Drop) => Delivery::lost(count, Loss::Refused, "told to"),
            Ok(Order::Unreachable) => {
                Delivery { unreachable: true, ..Delivery::lost(count, Loss::Unreachable, "nobody there") }
            }
            Ok(Order::Panic) => panic!("told to"),
            Err(_) => Delivery::lost(count, Loss::TimedOut, "the test is over"),
        }
    }
}

fn processor(
    limits: BatchLimits,
    transport: impl Transport + Send + 'static,
) -> (BatchProcessor, Arc<ExportQueue>) {
    let queue = start(limits, Box::new(move || Ok(Box::new(transport)))).expect("a thread");
    (BatchProcessor::new(Arc::clone(&queue)), queue)
}

struct Rig {
    processor: BatchProcessor,
    pipeline: Arc<ExportQueue>,
    got: Receiver<Vec<String>>,
    orders: Sender<Order>,
}

impl Rig {
    fn new(limits: BatchLimits) -> Self {
        let (got_sender, got) = channel();
        let (orders, orders_receiver) = channel();
        let scripted = Scripted { got: got_sender, orders: orders_receiver };
        let (processor, pipeline) = processor(limits, scripted);
        Self { processor, pipeline, got, orders }
    }

    /// One span at a time, at once.
    fn eager() -> Self {
        Self::new(BatchLimits { batch_items: 1, ..BatchLimits::default() })
    }

    fn batch(&self) -> Vec<String> {
        self.got.recv_timeout(PATIENCE).expect("a batch")
    }

    fn order(&self, order: Order) {
        self.orders.send(order).expect("the thread lives");
    }

    fn flush(&self) -> bool {
        let target = self.pipeline.request_flush();
        self.pipeline.wait_flushed(target, Instant::now() + PATIENCE)
    }

    fn counts(&self) -> (u64, u64, u64) {
        let ItemCounts { made, delivered, dropped, .. } = self.pipeline.counts();
        (made, delivered, dropped)
    }
}

#[test]
fn spans_wait_for_company_and_a_flush_sends_them_together() {
    let rig = Rig::new(BatchLimits { delay: PATIENCE, ..BatchLimits::default() });
    rig.processor.on_end(sampled("a"));
    rig.processor.on_end(sampled("b"));
    rig.order(Order::Deliver);
    assert!(rig.flush());
    assert_eq!(rig.batch(), ["a", "b"]);
    assert_eq!(rig.counts(), (2, 2, 0));
}

#[test]
fn a_span_does_not_wait_longer_than_the_delay() {
    let rig = Rig::new(BatchLimits { delay: Duration::from_millis(1), ..BatchLimits::default() });
    rig.processor.on_end(sampled("a"));
    assert_eq!(rig.batch(), ["a"]);
}

#[test]
fn a_batch_has_no_more_spans_than_allowed() {
    let rig = Rig::new(BatchLimits { batch_items: 2, delay: PATIENCE, ..BatchLimits::default() });
    ["a", "b", "c"].into_iter().for_each(|name| rig.processor.on_end(sampled(name)));
    rig.order(Order::Deliver);
    rig.order(Order::Deliver);
    assert!(rig.flush());
    assert_eq!((rig.batch(), rig.batch()), (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]));
}

#[test]
fn a_full_queue_costs_the_span_and_not_time() {
    let rig = Rig::new(BatchLimits { queue_items: 3, batch_items: 1, ..BatchLimits::default() });
    rig.processor.on_end(sampled("under way"));
    rig.batch();
    // The transport hangs; nothing below waits for it.
    (0..1_000).for_each(|_| rig.processor.on_end(sampled("more")));
    assert_eq!(rig.counts(), (1_001, 0, 998), "one under way and two waiting");
    (0..3).for_each(|_| rig.order(Order::Deliver));
    assert!(rig.flush());
    assert_eq!(rig.counts(), (1_001, 3, 998));
    assert_eq!(rig.pipeline.problem().as_deref(), Some("the export queue was full"));
}

#[test]
fn the_queue_is_bounded_by_bytes() {
    let limits = BatchLimits { queue_bytes: 1 << 20, batch_items: 1, ..BatchLimits::default() };
    let rig = Rig::new(limits);
    let big = || {
        let attributes = vec![KeyValue::new("k", "x".repeat(400 << 10))];
        span("big", TraceFlags::SAMPLED, attributes)
    };
    rig.processor.on_end(big());
    rig.batch();
    rig.processor.on_end(big());
    rig.processor.on_end(big());
    assert_eq!(rig.counts(), (3, 0, 1), "what is under way counts too");
    rig.order(Order::Deliver);
    rig.order(Order::Deliver);
    assert!(rig.flush());
    rig.processor.on_end(big());
    rig.order(Order::Deliver);
    assert!(rig.flush());
    assert_eq!(rig.counts(), (4, 3, 1), "and gives its room back");
}

#[test]
fn a_span_that_is_recorded_but_not_sampled_is_not_exported() {
    let rig = Rig::eager();
    rig.processor.on_end(span("unsampled", TraceFlags::NOT_SAMPLED, Vec::new()));
    rig.processor.on_end(sampled("sampled"));
    assert_eq!(rig.batch(), ["sampled"]);
    assert_eq!(rig.counts().0, 1);
}

#[test]
fn a_panic_of_the_exporter_costs_its_batch_only() {
    let rig = Rig::eager();
    rig.processor.on_end(sampled("a"));
    rig.order(Order::Panic);
    rig.processor.on_end(sampled("b"));
    rig.order(Order::Deliver);
    assert!(rig.flush());
    assert_eq!(rig.counts(), (2, 1, 1));
    assert_eq!(rig.pipeline.problem().as_deref(), Some("the exporter panicked"));
}

#[test]
fn a_flush_waits_no_longer_than_it_is_told() {
    let rig = Rig::eager();
    rig.processor.on_end(sampled("a"));
    let target = rig.pipeline.request_flush();
    assert!(!rig.pipeline.wait_flushed(target, Instant::now() + Duration::from_millis(5)));
}

#[test]
fn a_flush_of_nothing_is_done_at_once() {
    let rig = Rig::eager();
    let target = rig.pipeline.request_flush();
    assert!(rig.pipeline.wait_flushed(target, Instant::now()));
}

#[test]
fn closing_empties_the_queue_and_takes_nothing_more() {
    let rig = Rig::new(BatchLimits { delay: PATIENCE, ..BatchLimits::default() });
    rig.processor.on_end(sampled("a"));
    rig.order(Order::Deliver);
    rig.pipeline.close(Instant::now() + PATIENCE);
    assert!(rig.pipeline.wait_closed());
    rig.processor.on_end(sampled("late"));
    assert_eq!(rig.counts(), (2, 1, 1));
}

#[test]
fn closing_gives_up_a_hanging_export_in_time_and_counts_it_once() {
    let rig = Rig::eager();
    rig.processor.on_end(sampled("under way"));
    rig.batch();
    rig.processor.on_end(sampled("waiting"));
    rig.pipeline.close(Instant::now() + Duration::from_millis(5));
    assert!(!rig.pipeline.wait_closed());
    assert_eq!(rig.counts(), (2, 0, 2));
    assert_eq!(rig.pipeline.problem().as_deref(), Some("time ran out"));
    // Late news: the thread ends, the book stays.
    rig.order(Order::Deliver);
    let Rig { got, pipeline, .. } = rig;
    assert!(got.recv_timeout(PATIENCE).is_err(), "the thread is gone, and nothing more was sent");
    assert_eq!(pipeline.counts().dropped, 2);
}

#[test]
fn closing_does_not_try_every_batch_where_nobody_is() {
    let rig = Rig::eager();
    rig.processor.on_end(sampled("a"));
    rig.batch();
    rig.processor.on_end(sampled("b"));
    rig.processor.on_end(sampled("c"));
    rig.pipeline.close(Instant::now() + PATIENCE);
    rig.order(Order::Unreachable);
    assert!(rig.pipeline.wait_closed());
    assert_eq!(rig.counts(), (3, 0, 3));
    assert!(rig.got.recv_timeout(PATIENCE).is_err(), "no second try");
}

#[test]
fn the_first_problem_is_the_one_that_is_told() {
    let rig = Rig::eager();
    rig.processor.on_end(sampled("a"));
    rig.order(Order::Drop);
    rig.processor.on_end(sampled("b"));
    rig.order(Order::Panic);
    assert!(rig.flush());
    assert_eq!(rig.pipeline.problem().as_deref(), Some("told to"));
}

#[test]
fn a_transport_that_cannot_be_made_is_an_error_of_the_set_up() {
    let failed = || InitError::Exporter { target: "t".to_owned(), problem: "p".to_owned() };
    let result = start(BatchLimits::default(), Box::new(move || Err(failed())));
    assert_eq!(result.expect_err("no transport").to_string(), failed().to_string());
    let result = start(BatchLimits::default(), Box::new(|| panic!("told to")));
    let error = result.expect_err("a panic").to_string();
    assert_eq!(error, "the export thread could not be started: told to");
}

/// Tells how large requests are.
struct Measuring(Sender<(usize, Vec<String>)>);

impl Transport for Measuring {
    fn send(&mut self, request: ExportRequest, _: &Deadline<'_>) -> Delivery {
        let _ = self.0.send((request.body.len(), names(&request)));
        Delivery::delivered(request.items)
    }
}

proptest! {
    #[test]
    fn requests_keep_to_the_limit_and_hold_every_span_once_and_in_order(
        spans in proptest::collection::vec((0_usize..3, 0_usize..700), 1..40),
    ) {
        let limits = BatchLimits { request_bytes: 1_000, delay: PATIENCE, ..BatchLimits::default() };
        let (sender, requests) = channel();
        let (mut processor, _) = processor(limits, Measuring(sender));
        processor.set_resource(&Resource::builder_empty().with_attribute(KeyValue::new("r", "s".repeat(50))).build());
        for (index, (scope, size)) in spans.iter().enumerate() {
            let attributes = vec![KeyValue::new("k", "x".repeat(*size))];
            let mut one = span(index.to_string(), TraceFlags::SAMPLED, attributes);
            one.instrumentation_scope = InstrumentationScope::builder(format!("scope {scope}")).build();
            processor.on_end(one);
        }
        prop_assert!(processor.force_flush().is_ok());
        let mut came = Vec::new();
        for (size, names) in requests.try_iter() {
            prop_assert!(size <= 1_000 || names.len() == 1, "{size} bytes for {names:?}");
            let mut of_request: Vec<usize> = names.iter().map(|name| name.parse().expect("a number")).collect();
            // A request has the spans of a scope together.
            of_request.sort_unstable();
            came.extend(of_request);
        }
        prop_assert_eq!(came, (0..spans.len()).collect::<Vec<_>>());
    }
}

#[test]
fn spans_of_every_thread_leave_in_one_request_with_one_part_for_their_scope() {
    let limits = BatchLimits { delay: PATIENCE, ..BatchLimits::default() };
    let (sender, requests) = channel();
    let (processor, _) = processor(limits, Measuring(sender));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| processor.on_end(sampled("x")));
        }
    });
    assert!(processor.force_flush().is_ok());
    let sizes: Vec<_> = requests.try_iter().map(|(_, names)| names.len()).collect();
    assert_eq!(sizes, [8]);
}

#[test]
fn what_is_settled_gives_its_room_back() {
    let limits =
        BatchLimits { queue_bytes: 64 << 10, queue_items: 20, batch_items: 10, ..BatchLimits::default() };
    let (sender, _requests) = channel();
    let (processor, queue) = processor(limits, Measuring(sender));
    for _ in 0..200 {
        processor.on_end(span("x", TraceFlags::SAMPLED, vec![KeyValue::new("k", "x".repeat(3 << 10))]));
        assert!(processor.force_flush().is_ok());
    }
    assert_eq!(queue.counts().dropped, 0);
}

#[test]
fn spans_from_many_threads_are_all_counted() {
    let rig = Rig::new(BatchLimits { queue_items: 50, batch_items: 7, ..BatchLimits::default() });
    (0..400).for_each(|_| rig.order(Order::Deliver));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..100).for_each(|_| rig.processor.on_end(sampled("x"))));
        }
    });
    assert!(rig.flush());
    let (made, delivered, dropped) = rig.counts();
    assert_eq!((made, delivered + dropped), (400, 400));
}
