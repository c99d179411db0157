//! The export thread's side of a queue.

use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::ExportQueue;
use super::state::{Ready, Settling, State};
use crate::telemetry::counts::Loss;
use crate::telemetry::pipeline::batch;
use crate::telemetry::pipeline::delivery::{Delivery, ExportRequest};
use crate::telemetry::pipeline::protobuf::Resource;

/// What the export thread is to do next.
#[derive(Debug)]
pub(in crate::telemetry::pipeline) enum Next {
    Export(ExportRequest),
    End,
}

impl ExportQueue {
    /// Waits for something to export, or for the end.
    pub(in crate::telemetry::pipeline) fn next(&self) -> Next {
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
    fn take(&self, first: Ready, mut state: MutexGuard<'_, State>) -> ExportRequest {
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
        ExportRequest { body: batch::request(resource, &batches).into(), items, divisible: true }
    }

    /// Books what became of the request that was taken last. Late news of one that was given up change nothing.
    pub(in crate::telemetry::pipeline) fn settle(&self, delivery: Delivery) {
        let mut state = self.lock();
        if state.over {
            return;
        }
        state.delivered += delivery.delivered;
        state.lost = state.lost.and(delivery.lost);
        if state.problem.is_none() {
            state.problem = delivery.problem;
        }
        let settled = state.settle();
        self.bounds.budget.give_back(settled.bytes, settled.counted);
        if delivery.unreachable && state.deadline.is_some() {
            let dropped = state.drop_ready(Loss::Unreachable);
            self.bounds.budget.give_back(dropped.bytes, dropped.counted);
        }
        drop(state);
        self.settled.notify_all();
    }

    /// When the pipeline must be empty; `None` while it is open.
    pub(in crate::telemetry::pipeline) fn deadline(&self) -> Option<Instant> {
        self.lock().deadline
    }

    /// Sleeps, but not through a close.
    pub(in crate::telemetry::pipeline) fn pause(&self, duration: Duration) {
        let state = self.lock();
        if state.deadline.is_none() {
            let open = |state: &mut State| state.deadline.is_none();
            drop(self.work.wait_timeout_while(state, duration, open));
        } else {
            let running = |state: &mut State| !state.over;
            drop(self.work.wait_timeout_while(state, duration, running));
        }
    }
}
