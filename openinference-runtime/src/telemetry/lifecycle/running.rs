//! A running provider with the queues behind it: flushing, stopping, counting.

use std::{
    io,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use opentelemetry_sdk::{error::OTelSdkResult, trace::SdkTracerProvider};

use crate::diagnostics::notices::Notices;
use crate::telemetry::Counts;
use crate::telemetry::counts::ItemCounts;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::processors::catch_panics::ProcessorPanics;
use crate::telemetry::processors::open_span_counter::OpenSpans;
use crate::telemetry::processors::span_seen::{SpanSeen, WatchingSampler};

/// The provider with handles to what it is made of.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) provider: SdkTracerProvider,
    pub(crate) routes: Vec<Route>,
    pub(crate) seen: SpanSeen,
    /// Of a provider made here.
    pub(crate) sampler: Option<WatchingSampler>,
    pub(crate) open: OpenSpans,
    /// Whether processors that are not ours take part.
    pub(crate) foreign: bool,
    /// Whether spans go anywhere: else they are made for metrics only.
    pub(crate) is_exported: bool,
    pub(crate) panics: ProcessorPanics,
}

impl Running {
    /// A provider of the user's: whether it made spans is not known.
    pub(crate) fn foreign(provider: SdkTracerProvider) -> Self {
        Self {
            provider,
            routes: Vec::new(),
            seen: SpanSeen::unknown(),
            sampler: None,
            open: OpenSpans::default(),
            foreign: true,
            is_exported: true,
            panics: ProcessorPanics::default(),
        }
    }

    /// All routes at once, so that the bound holds for all of them together.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let targets: Vec<_> = self.routes.iter().map(|route| (route, route.queue.request_flush())).collect();
        let provider = self.provider.clone();
        let foreign = !self.foreign || within(deadline, move |_| provider.force_flush());
        foreign && targets.into_iter().all(|(route, target)| route.queue.wait_flushed(target, deadline))
    }

    /// Empties the queues until `deadline` and stops.
    pub(crate) fn stop(&self, deadline: Instant) -> bool {
        self.routes.iter().for_each(|route| route.queue.close(deadline));
        // Every one is waited for: what a route has not delivered by then has to be counted.
        let late = self.routes.iter().filter(|route| !route.queue.wait_closed()).count();
        let provider = self.provider.clone();
        let stopped = if self.foreign {
            within(deadline, move |left| provider.shutdown_with_timeout(left))
        } else {
            // Only our own processors, which have nothing left to wait for.
            provider.shutdown_with_timeout(Duration::ZERO).is_ok()
        };
        late == 0 && stopped
    }

    /// Of the spans.
    pub(crate) fn counts(&self) -> Counts {
        let routes = self.routes.iter().map(|route| route.queue.counts());
        let ItemCounts { made, delivered, dropped, lost, .. } =
            routes.fold(ItemCounts::default(), ItemCounts::and);
        let (open, processor_panics) = (self.open.get(), self.panics.get());
        Counts { made, delivered, dropped, open, lost, processor_panics, ..Counts::default() }
    }

    /// What a person should know when it is over. `others`: log records or metrics were made.
    pub(crate) fn report(&self, notices: Notices, others: bool) {
        if self.is_exported && !self.seen.get() && !others {
            notices.say(
                "telemetry was shut down before any span was made; keep its guard for as long as the program runs: \
                 `let _telemetry = openinference_runtime::init()?;`",
            );
        }
        let panics = self.panics.get();
        if panics > 0 {
            let times = if panics == 1 { "once".to_owned() } else { format!("{panics} times") };
            notices.say(&format!(
                "a span processor panicked {times}, and lost the span that it had in hand; the SDK's simple processor \
                 does so within executors of `futures`, and takes no span from then on: its batch processor does not"
            ));
        }
        // What ends from now on is not heard of any more.
        let open = self.open.get();
        if open > 0 {
            let spans = if open == 1 { "1 span was" } else { &*format!("{open} spans were") };
            notices.say(&format!(
                "{spans} still open when telemetry was shut down, and lost with what was said of them; let the tasks \
                 that they belong to end first"
            ));
        }
        self.routes.iter().for_each(|route| route.report(notices));
    }
}

/// Runs what may block for longer than it should on a thread of its own. `false` when it failed or took too long.
pub(crate) fn within(
    deadline: Instant,
    action: impl FnOnce(Duration) -> OTelSdkResult + Send + 'static,
) -> bool {
    let left = deadline.saturating_duration_since(Instant::now());
    let (report, result) = mpsc::sync_channel(1);
    let run = move || drop(report.send(action(left)));
    let started: io::Result<_> = thread::Builder::new().name("openinference-flush".to_owned()).spawn(run);
    started.is_ok() && result.recv_timeout(left).is_ok_and(|result| result.is_ok())
}
