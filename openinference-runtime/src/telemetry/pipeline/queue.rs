//! The queue between the application and the export thread, and its counters.

use std::{
    collections::VecDeque,
    iter, process,
    sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError},
    thread,
    time::{Duration, Instant},
};

use super::{
    batch::{self, Batch},
    delivery::{Delivery, Request},
    protobuf::{Item, Resource},
    shard::{Bounds, Pushed, Shard},
};
use crate::diagnostics::sharded_counter::thread_index;
use crate::telemetry::counts::{ItemCounts, Loss, Losses};
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
    shards: Box<[Mutex<Shard>]>,
    resource: OnceLock<Resource>,
    /// A forked child has this queue but no thread that empties it.
    process: u32,
    state: Mutex<State>,
    /// Something for the export thread to do, or to stop doing.
    work: Condvar,
    /// Batches were settled, or the thread ended.
    settled: Condvar,
}

#[derive(Debug, Default)]
struct State {
    ready: VecDeque<Ready>,
    under_way: Settling,
    /// Since when a batch is open in some shard.
    open_since: Option<Instant>,
    /// Batches that ever were ready, and how many of those were settled.
    sealed: u64,
    done: u64,
    /// Items of requests that were pushed whole.
    made: u64,
    delivered: u64,
    lost: Losses,
    problem: Option<String>,
    /// Closed: takes nothing, and is emptied until then.
    deadline: Option<Instant>,
    /// The thread has ended, or is no longer waited for.
    over: bool,
}

/// What waits for the export thread.
#[derive(Debug)]
enum Ready {
    Batch(Batch),
    /// Encoded by somebody else.
    Request(Request),
}

/// Sums of what is settled together.
#[derive(Clone, Copy, Debug, Default)]
struct Settling {
    /// Pieces of `ready`.
    pieces: u64,
    items: u64,
    /// Taken from the budget.
    bytes: usize,
    counted: usize,
}

impl Settling {
    fn and(self, ready: &Ready) -> Self {
        let (items, bytes, counted) = match ready {
            Ready::Batch(batch) => (batch.items() as u64, batch.reserved(), batch.items()),
            Ready::Request(request) => (request.items, request.body.len(), 0),
        };
        Self {
            pieces: self.pieces + 1,
            items: self.items + items,
            bytes: self.bytes + bytes,
            counted: self.counted + counted,
        }
    }
}

/// What the export thread is to do next.
#[derive(Debug)]
pub(super) enum Next {
    Export(Request),
    End,
}

/// The lock, unless this is a child forked while another thread held it: then it would never come free.
fn lock_unless<T>(mutex: &Mutex<T>, forked: impl FnOnce() -> bool) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(guard)) => Some(guard.into_inner()),
        Err(TryLockError::WouldBlock) => (!forked()).then(|| lock(mutex)),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ExportQueue {
    pub(super) fn new(limits: BatchLimits) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let shards = threads.min(MOST_SHARDS).next_power_of_two();
        Self {
            bounds: Bounds::new(&limits, shards),
            limits,
            shards: iter::repeat_with(Mutex::default).take(shards).collect(),
            resource: OnceLock::new(),
            process: process::id(),
            state: Mutex::default(),
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
        lock(&self.state)
    }

    fn lock_unless_forked(&self) -> Option<MutexGuard<'_, State>> {
        lock_unless(&self.state, || self.is_forked())
    }

    fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    /// Takes an item, or drops it when there is no room.
    pub(crate) fn push(&self, item: &impl Item) {
        let index = thread_index() & (self.shards.len() - 1);
        let Some(shard) = self.shards.get(index) else { return };
        let Some(mut shard) = lock_unless(shard, || self.is_forked()) else { return };
        match shard.push(item, &self.bounds, self.batch_bytes(), |batch| self.make_ready([batch])) {
            Pushed::Taken => {}
            Pushed::First => self.note_open_batch(),
            Pushed::Refused(loss) => self.note_problem(loss.problem()),
        }
    }

    /// Takes a request as it is, or drops it when there is no room.
    pub(crate) fn push_request(&self, body: Vec<u8>, items: u64) {
        let Some(mut state) = self.lock_unless_forked() else { return };
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
            state.problem.get_or_insert_with(|| loss.problem().to_owned());
            return;
        }
        state.sealed += 1;
        state.ready.push_back(Ready::Request(Request { body: body.into(), items, divisible: false }));
        drop(state);
        self.work.notify_all();
    }

    /// The thread sleeps until the first item comes, and then until a batch is complete: two wake-ups a batch.
    fn note_open_batch(&self) {
        let Some(mut state) = self.lock_unless_forked() else { return };
        if state.open_since.is_none() {
            state.open_since = Some(Instant::now());
            self.work.notify_all();
        }
    }

    fn note_problem(&self, problem: &str) {
        if let Some(mut state) = self.lock_unless_forked() {
            state.problem.get_or_insert_with(|| problem.to_owned());
        }
    }

    fn make_ready(&self, batches: impl IntoIterator<Item = Batch>) {
        let Some(mut state) = self.lock_unless_forked() else { return };
        for batch in batches {
            state.sealed += 1;
            state.ready.push_back(Ready::Batch(batch));
        }
        drop(state);
        self.work.notify_all();
    }

    /// Makes ready what is open in the shards: all at once, so that it leaves together and that whoever flushes meanwhile
    /// finds it either here or there.
    fn sweep(&self, also: impl FnMut(&mut Shard)) {
        let mut shards: Vec<_> = self.shards.iter().map(|shard| lock(shard)).collect();
        shards.iter_mut().map(|shard| &mut **shard).for_each(also);
        self.make_ready(shards.iter_mut().filter_map(|shard| shard.seal(&self.bounds.budget)));
    }

    /// Waits for something to export, or for the end.
    pub(super) fn next(&self) -> Next {
        let mut state = self.lock();
        loop {
            if state.over {
                return Next::End;
            }
            if let Some(first) = state.ready.pop_front() {
                return Next::Export(self.take(first, state));
            }
            if state.deadline.is_some() {
                state.over = true;
                self.settled.notify_all();
                return Next::End;
            }
            state = match state.open_since.map(|since| self.limits.delay.saturating_sub(since.elapsed())) {
                None => self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    state.open_since = None;
                    drop(state);
                    self.sweep(|_| {});
                    self.lock()
                }
                Some(left) => self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    /// What is oldest, and batches behind it as long as they fit the same request.
    fn take(&self, first: Ready, mut state: MutexGuard<'_, State>) -> Request {
        state.under_way = Settling::default().and(&first);
        let first = match first {
            Ready::Batch(batch) => batch,
            Ready::Request(request) => return request,
        };
        let (mut items, mut size) = (first.items(), first.size());
        let mut batches = vec![first];
        while let Some(Ready::Batch(next)) = state.ready.front() {
            items += next.items();
            size += next.size();
            if items > self.limits.batch_items || size > self.batch_bytes() {
                break;
            }
            let Some(ready) = state.ready.pop_front() else { break };
            state.under_way = state.under_way.and(&ready);
            if let Ready::Batch(batch) = ready {
                batches.push(batch);
            }
        }
        let items = state.under_way.items;
        drop(state);
        let resource = self.resource.get_or_init(Resource::default);
        Request { body: batch::request(resource, &batches).into(), items, divisible: true }
    }

    /// Books what became of the request that was taken last. Late news of one that was given up change nothing.
    pub(super) fn settle(&self, delivery: Delivery) {
        let mut state = self.lock();
        if state.over {
            return;
        }
        state.delivered += delivery.delivered;
        state.lost = state.lost.and(delivery.lost);
        if state.problem.is_none() {
            state.problem = delivery.problem;
        }
        let under_way = std::mem::take(&mut state.under_way);
        state.done += under_way.pieces;
        self.bounds.budget.give_back(under_way.bytes, under_way.counted);
        if delivery.unreachable && state.deadline.is_some() {
            self.give_up_waiting(&mut state, Loss::Unreachable);
        }
        drop(state);
        self.settled.notify_all();
    }

    /// Drops what is ready.
    fn give_up_waiting(&self, state: &mut State, loss: Loss) {
        let waiting = state.ready.iter().fold(Settling::default(), Settling::and);
        state.ready.clear();
        state.lost.add(loss, waiting.items);
        state.done += waiting.pieces;
        self.bounds.budget.give_back(waiting.bytes, waiting.counted);
    }

    /// When the pipeline must be empty; `None` while it is open.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.lock().deadline
    }

    /// Sleeps, but not through a close.
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
        self.sweep(|_| {});
        self.lock().sealed
    }

    /// Whether everything up to `target` was settled in time.
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
        self.sweep(Shard::close);
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
        let under_way = std::mem::take(&mut state.under_way);
        state.done += under_way.pieces;
        state.lost.add(Loss::TimedOut, under_way.items);
        self.give_up_waiting(&mut state, Loss::TimedOut);
        state.problem.get_or_insert_with(|| Loss::TimedOut.problem().to_owned());
        state.over = true;
        drop(state);
        self.work.notify_all();
        self.settled.notify_all();
        false
    }

    pub(crate) fn counts(&self) -> ItemCounts {
        // First what was settled: it was made before.
        let Some(settled) =
            self.lock_unless_forked().map(|state| ItemCounts::new(state.made, state.delivered, state.lost))
        else {
            return ItemCounts::default();
        };
        let shards = self.shards.iter().filter_map(|shard| lock_unless(shard, || self.is_forked()));
        shards.fold(settled, |sum, shard| sum.and(shard.counts()))
    }

    /// The first thing that went wrong.
    pub(crate) fn problem(&self) -> Option<String> {
        self.lock_unless_forked().and_then(|state| state.problem.clone())
    }
}
