//! The queue between the application and the export thread, and the book that is kept of it.

use std::{
    process,
    sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError},
    time::{Duration, Instant},
};

use opentelemetry_sdk::trace::SpanData;

use super::chunked_queue::Line;
use super::delivery::Delivery;
use super::size;
use crate::telemetry::{Counts, settings::BatchLimits};

/// Shared by the application's threads, the export thread and the guard.
#[derive(Debug)]
pub(crate) struct Pipeline {
    limits: BatchLimits,
    /// A forked child has this queue but no thread that empties it.
    process: u32,
    state: Mutex<State>,
    /// Something for the export thread to do, or to stop doing.
    work: Condvar,
    /// Spans were settled, or the thread ended.
    settled: Condvar,
}

#[derive(Debug, Default)]
struct State {
    spans: Line<(SpanData, usize)>,
    /// Of the waiting spans and of those under way.
    bytes: usize,
    under_way: usize,
    under_way_bytes: usize,
    /// When the oldest waiting span came.
    oldest: Option<Instant>,
    /// Spans ever taken into the queue, and how many of those have met their fate.
    taken: u64,
    done: u64,
    /// Whoever flushes wants `done` to reach this.
    flush_to: u64,
    counts: Counts,
    problem: Option<String>,
    /// Closed: takes nothing, and is emptied until then.
    deadline: Option<Instant>,
    /// The thread has ended, or is no longer waited for.
    over: bool,
}

/// What the export thread is to do next.
#[derive(Debug)]
pub(super) enum Next {
    Export(Vec<SpanData>),
    End,
}

impl Pipeline {
    pub(super) fn new(limits: BatchLimits) -> Self {
        Self {
            limits,
            process: process::id(),
            state: Mutex::default(),
            work: Condvar::new(),
            settled: Condvar::new(),
        }
    }

    pub(super) fn limits(&self) -> &BatchLimits {
        &self.limits
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Self::lock`], but not for ever: a child forked while another thread held the lock would never get it.
    fn lock_unless_forked(&self) -> Option<MutexGuard<'_, State>> {
        match self.state.try_lock() {
            Ok(state) => Some(state),
            Err(TryLockError::Poisoned(state)) => Some(state.into_inner()),
            Err(TryLockError::WouldBlock) => (!self.is_forked()).then(|| self.lock()),
        }
    }

    fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    /// Takes a span, or drops it when there is no room.
    pub(super) fn push(&self, span: SpanData) {
        let size = size::of(&span);
        let Some(mut state) = self.lock_unless_forked() else { return };
        state.counts.made += 1;
        if state.deadline.is_some() || state.over {
            return state.drop_one("telemetry was already shut down");
        }
        let full = state.spans.len() + state.under_way >= self.limits.queue_spans
            || state.bytes.saturating_add(size) > self.limits.queue_bytes;
        if full {
            return state.drop_one("the export queue was full");
        }
        let first = state.spans.is_empty();
        state.oldest.get_or_insert_with(Instant::now);
        state.bytes += size;
        state.taken += 1;
        state.spans.push((span, size));
        // The thread sleeps until the first span comes, and then until enough have come: two wake-ups a batch.
        let wake = first || state.spans.len() == self.limits.batch_spans || self.is_heavy(&state);
        drop(state);
        if wake {
            self.work.notify_all();
        }
    }

    /// Enough bytes for a request, whatever the count. Encoded spans are smaller than they are in memory.
    fn is_heavy(&self, state: &State) -> bool {
        state.bytes - state.under_way_bytes >= self.limits.request_bytes
    }

    /// Waits for something to export, or for the end.
    pub(super) fn next(&self) -> Next {
        let mut state = self.lock();
        loop {
            if state.over {
                return Next::End;
            }
            let Some(oldest) = state.oldest.filter(|_| !state.spans.is_empty()) else {
                if state.deadline.is_some() {
                    state.over = true;
                    self.settled.notify_all();
                    return Next::End;
                }
                state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let left = self.limits.delay.saturating_sub(oldest.elapsed());
            let due = left.is_zero()
                || state.deadline.is_some()
                || state.flush_to > state.done
                || state.spans.len() >= self.limits.batch_spans
                || self.is_heavy(&state);
            if due {
                return Next::Export(self.take(&mut state));
            }
            state = self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The oldest spans, as many as fit one batch.
    fn take(&self, state: &mut State) -> Vec<SpanData> {
        let mut batch = Vec::with_capacity(state.spans.len().min(self.limits.batch_spans));
        let mut bytes = 0;
        while batch.len() < self.limits.batch_spans
            && let Some((_, size)) = state.spans.first()
            && (batch.is_empty() || bytes + size <= self.limits.request_bytes)
            && let Some((span, size)) = state.spans.pop()
        {
            bytes += size;
            batch.push(span);
        }
        state.under_way = batch.len();
        state.under_way_bytes = bytes;
        state.oldest = (!state.spans.is_empty()).then(Instant::now);
        batch
    }

    /// Books what became of the batch that was taken last. Late news of a batch that was given up change nothing.
    pub(super) fn settle(&self, delivery: Delivery) {
        let mut state = self.lock();
        if state.over {
            return;
        }
        state.done += delivery.delivered + delivery.dropped;
        state.counts.delivered += delivery.delivered;
        state.counts.dropped += delivery.dropped;
        state.bytes -= state.under_way_bytes;
        (state.under_way, state.under_way_bytes) = (0, 0);
        if state.problem.is_none() {
            state.problem = delivery.problem;
        }
        if delivery.unreachable && state.deadline.is_some() {
            state.give_up_waiting();
        }
        drop(state);
        self.settled.notify_all();
    }

    /// When the pipeline must be empty; `None` while it is open.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.lock().deadline
    }

    /// Sleeps, but not through a close.
    #[cfg(feature = "_wire")]
    pub(super) fn pause(&self, duration: Duration) {
        let state = self.lock();
        if state.deadline.is_none() {
            let open = |state: &mut State| state.deadline.is_none();
            drop(self.work.wait_timeout_while(state, duration, open));
        } else {
            let running = |state: &mut State| !state.over;
            drop(self.work.wait_timeout_while(state, duration, running));
        }
    }

    /// Asks for the export of everything taken so far; [`Self::wait_flushed`] waits for it.
    pub(crate) fn request_flush(&self) -> u64 {
        if self.is_forked() {
            return 0;
        }
        let mut state = self.lock();
        let target = state.taken;
        state.flush_to = state.flush_to.max(target);
        drop(state);
        self.work.notify_all();
        target
    }

    /// Whether everything up to `target` met its fate in time.
    pub(crate) fn wait_flushed(&self, target: u64, deadline: Instant) -> bool {
        if self.is_forked() {
            return false;
        }
        let timeout = deadline.saturating_duration_since(Instant::now());
        let waiting = |state: &mut State| state.done < target && !state.over;
        let (state, _) = self
            .settled
            .wait_timeout_while(self.lock(), timeout, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        state.done >= target
    }

    /// Takes no more spans, and lets the thread empty the queue until `deadline`.
    pub(crate) fn close(&self, deadline: Instant) {
        if self.is_forked() {
            return;
        }
        let mut state = self.lock();
        state.deadline = Some(state.deadline.map_or(deadline, |earlier| earlier.min(deadline)));
        drop(state);
        self.work.notify_all();
    }

    /// Waits for the thread after [`Self::close`]. What is not settled at the deadline is dropped. `false` when there was
    /// such.
    pub(crate) fn wait_closed(&self) -> bool {
        if self.is_forked() {
            return false;
        }
        let state = self.lock();
        let timeout =
            state.deadline.map_or(Duration::ZERO, |at| at.saturating_duration_since(Instant::now()));
        let (mut state, _) = self
            .settled
            .wait_timeout_while(state, timeout, |state| !state.over)
            .unwrap_or_else(PoisonError::into_inner);
        if state.over {
            return true;
        }
        let lost = u64::try_from(state.under_way).unwrap_or(u64::MAX);
        state.done += lost;
        state.counts.dropped += lost;
        state.give_up_waiting();
        state.problem.get_or_insert_with(|| "time ran out".to_owned());
        state.over = true;
        drop(state);
        self.work.notify_all();
        self.settled.notify_all();
        false
    }

    pub(crate) fn counts(&self) -> Counts {
        self.lock_unless_forked().map(|state| state.counts).unwrap_or_default()
    }

    /// The first thing that went wrong.
    pub(crate) fn problem(&self) -> Option<String> {
        self.lock_unless_forked().and_then(|state| state.problem.clone())
    }
}

impl State {
    fn drop_one(&mut self, problem: &str) {
        self.counts.dropped += 1;
        if self.problem.is_none() {
            self.problem = Some(problem.to_owned());
        }
    }

    /// Drops what waits.
    fn give_up_waiting(&mut self) {
        let waiting = u64::try_from(self.spans.len()).unwrap_or(u64::MAX);
        self.done += waiting;
        self.counts.dropped += waiting;
        self.spans = Line::default();
        self.bytes = 0;
        self.under_way = 0;
        self.under_way_bytes = 0;
        self.oldest = None;
    }
}
