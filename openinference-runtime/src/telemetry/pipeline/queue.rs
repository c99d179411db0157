//! The queue between the application and the export thread.

mod consume;
mod state;

use std::{
    iter,
    sync::{Condvar, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

pub(super) use self::consume::Next;
use self::state::{Ready, State};
use super::{
    batch::Batch,
    delivery::ExportRequest,
    protobuf::{Item, Resource},
    shard::{Bounds, Pushed, Shard},
};
use crate::diagnostics::sharded_counter::thread_index;
use crate::fork_lock::ForkLock;
use crate::telemetry::counts::{ItemCounts, Loss};
use crate::telemetry::settings::BatchLimits;

/// More shards than this are of no use: each is held for a microsecond.
const MOST_SHARDS: usize = 32;

/// Shared by the application's threads, the export thread and the guard: of spans, of log records, or of requests with metrics.
///
/// A lock of a shard may be held when the state is locked, never the other way round.
#[derive(Debug)]
pub(crate) struct ExportQueue {
    limits: BatchLimits,
    bounds: Bounds,
    shards: Box<[ForkLock<Shard>]>,
    resource: OnceLock<Resource>,
    /// A forked child has it but no thread that empties the queue.
    state: ForkLock<State>,
    /// Something for the export thread to do, or to stop doing.
    work: Condvar,
    /// Batches were settled, or the thread ended.
    settled: Condvar,
}

impl ExportQueue {
    pub(super) fn new(limits: BatchLimits) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let shards = threads.min(MOST_SHARDS).next_power_of_two();
        Self {
            bounds: Bounds::new(&limits, shards),
            limits,
            shards: iter::repeat_with(ForkLock::default).take(shards).collect(),
            resource: OnceLock::new(),
            state: ForkLock::default(),
            work: Condvar::new(),
            settled: Condvar::new(),
        }
    }

    pub(super) fn limits(&self) -> &BatchLimits {
        &self.limits
    }

    /// What all items come from; before the first one.
    pub(crate) fn set_resource(&self, resource: Resource) {
        // A processor belongs to one provider.
        let _ = self.resource.set(resource);
    }

    /// What a request leaves for its spans.
    fn batch_bytes(&self) -> usize {
        self.limits.request_bytes.saturating_sub(self.resource.get().map_or(0, Resource::size))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.wait()
    }

    /// Takes an item, or drops it when there is no room.
    pub(crate) fn push(&self, item: &impl Item) {
        let index = thread_index() & (self.shards.len() - 1);
        let Some(shard) = self.shards.get(index) else { return };
        let Some(mut shard) = shard.lock() else { return };
        match shard.push(item, &self.bounds, self.batch_bytes(), |batch| self.make_ready([batch])) {
            Pushed::Taken => {}
            Pushed::First => self.note_open_batch(),
            Pushed::Refused(loss) => self.note_problem(loss.problem()),
        }
    }

    /// Takes a request as it is, or drops it when there is no room.
    pub(crate) fn push_request(&self, body: Vec<u8>, items: u64) {
        let Some(mut state) = self.state.lock() else { return };
        state.made += items;
        let refused = if state.deadline.is_some() {
            Some(Loss::ShutDown)
        } else if !self.bounds.budget.take_bytes(body.len()) {
            Some(Loss::QueueFull)
        } else {
            None
        };
        if let Some(loss) = refused {
            state.lost.add(loss, items);
            state.note_problem(loss.problem());
            return;
        }
        state.push(Ready::Request(ExportRequest { body: body.into(), items, divisible: false }));
        drop(state);
        self.work.notify_all();
    }

    /// The thread sleeps until the first item comes, and then until a batch is complete: two wake-ups a batch.
    fn note_open_batch(&self) {
        let Some(mut state) = self.state.lock() else { return };
        if state.open_since.is_none() {
            state.open_since = Some(Instant::now());
            self.work.notify_all();
        }
    }

    fn note_problem(&self, problem: &str) {
        if let Some(mut state) = self.state.lock() {
            state.note_problem(problem);
        }
    }

    fn make_ready(&self, batches: impl IntoIterator<Item = Batch>) {
        let Some(mut state) = self.state.lock() else { return };
        batches.into_iter().for_each(|batch| state.push(Ready::Batch(batch)));
        drop(state);
        self.work.notify_all();
    }

    /// Makes ready what is open in the shards: all at once, so that it leaves together and that whoever flushes meanwhile
    /// finds it either here or there.
    fn sweep(&self, also: impl FnMut(&mut Shard)) {
        let mut shards: Vec<_> = self.shards.iter().map(ForkLock::wait).collect();
        shards.iter_mut().map(|shard| &mut **shard).for_each(also);
        self.make_ready(shards.iter_mut().filter_map(|shard| shard.seal(&self.bounds.budget)));
    }

    /// Asks for the export of everything taken so far; [`Self::wait_flushed`] waits for it.
    pub(crate) fn request_flush(&self) -> u64 {
        if self.state.is_inherited() {
            return 0;
        }
        self.sweep(|_| {});
        self.lock().sealed
    }

    /// Whether everything up to `target` was settled in time.
    pub(crate) fn wait_flushed(&self, target: u64, deadline: Instant) -> bool {
        if self.state.is_inherited() {
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
        if self.state.is_inherited() {
            return;
        }
        self.sweep(Shard::close);
        let mut state = self.lock();
        state.deadline = Some(state.deadline.map_or(deadline, |earlier| earlier.min(deadline)));
        drop(state);
        self.work.notify_all();
    }

    /// Waits for the thread after [`Self::close`]. What is not settled at the deadline is dropped. `false` when there was
    /// such.
    pub(crate) fn wait_closed(&self) -> bool {
        if self.state.is_inherited() {
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
        let under_way = state.settle();
        state.lost.add(Loss::TimedOut, under_way.items);
        let dropped = state.drop_ready(Loss::TimedOut);
        self.bounds.budget.give_back(dropped.bytes, dropped.counted);
        state.note_problem(Loss::TimedOut.problem());
        state.over = true;
        drop(state);
        self.work.notify_all();
        self.settled.notify_all();
        false
    }

    pub(crate) fn counts(&self) -> ItemCounts {
        // First what was settled: it was made before.
        let Some(settled) =
            self.state.lock().map(|state| ItemCounts::new(state.made, state.delivered, state.lost))
        else {
            return ItemCounts::default();
        };
        let shards = self.shards.iter().filter_map(ForkLock::lock);
        shards.fold(settled, |sum, shard| sum.and(shard.counts()))
    }

    /// The first thing that went wrong.
    pub(crate) fn problem(&self) -> Option<String> {
        self.state.lock().and_then(|state| state.problem.clone())
    }
}
