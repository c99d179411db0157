//! Spans that are encoded and wait to leave together.

use opentelemetry::InstrumentationScope;
use opentelemetry_sdk::trace::SpanData;

use super::budget::Budget;
use super::protobuf::{Resource, ScopeSpans, SpanMessage, encode_request, scope_size};

/// What a buffer starts with.
const FIRST: usize = 4 << 10;

/// At most as many spans as one request takes.
#[derive(Debug, Default)]
pub(super) struct Batch {
    scopes: Vec<Scope>,
    spans: usize,
    /// Upper bound of what a request takes for them.
    size: usize,
    /// Bytes taken from the budget: what the buffers can hold.
    reserved: usize,
}

#[derive(Debug)]
struct Scope {
    scope: InstrumentationScope,
    spans: Vec<u8>,
}

impl Batch {
    pub(super) fn spans(&self) -> usize {
        self.spans
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Bytes that are given back to the budget when the batch is settled.
    pub(super) fn reserved(&self) -> usize {
        self.reserved
    }

    fn position(&self, scope: &InstrumentationScope) -> Option<usize> {
        self.scopes.iter().position(|one| one.scope == *scope)
    }

    /// What the batch would be with a span that takes `size` bytes.
    pub(super) fn size_with(&self, scope: &InstrumentationScope, size: usize) -> usize {
        self.size + size + self.position(scope).map_or_else(|| scope_size(scope), |_| 0)
    }

    /// Takes a span. `false` where the budget has no room for it.
    pub(super) fn add(&mut self, span: &SpanData, message: SpanMessage<'_>, budget: &Budget) -> bool {
        let size = message.encoded_size();
        let grown = self.size_with(&span.instrumentation_scope, size);
        let at = self.position(&span.instrumentation_scope).unwrap_or_else(|| {
            self.scopes.push(Scope { scope: span.instrumentation_scope.clone(), spans: Vec::new() });
            self.scopes.len() - 1
        });
        let Some(Scope { spans, .. }) = self.scopes.get_mut(at) else { return false };
        let Some(reserved) = reserve(spans, size, budget) else { return false };
        message.write(spans);
        self.reserved += reserved;
        self.size = grown;
        self.spans += 1;
        true
    }

    /// Gives back what its buffers do not need, as nothing more is added.
    pub(super) fn seal(&mut self, budget: &Budget) {
        for Scope { spans, .. } in &mut self.scopes {
            let before = spans.capacity();
            spans.shrink_to_fit();
            let freed = before - spans.capacity();
            self.reserved -= freed;
            budget.give_back(freed, 0);
        }
    }
}

/// Room for `needed` more bytes in `buffer`, and how many of them were taken from the budget.
fn reserve(buffer: &mut Vec<u8>, needed: usize, budget: &Budget) -> Option<usize> {
    let free = buffer.capacity() - buffer.len();
    let missing = needed.saturating_sub(free);
    if missing == 0 {
        return Some(0);
    }
    // Twice what there was, so that little is copied; where that is not left, what it takes.
    let growth = [missing.max(buffer.capacity()).max(FIRST), missing]
        .into_iter()
        .find(|size| budget.take_bytes(*size))?;
    buffer.reserve_exact(free + growth);
    Some(growth)
}

/// The request that takes the spans of `batches` to a collector.
pub(super) fn request(resource: &Resource, batches: &[Batch]) -> Vec<u8> {
    let mut scopes: Vec<ScopeSpans<'_>> = Vec::new();
    for Scope { scope, spans } in batches.iter().flat_map(|batch| &batch.scopes) {
        match scopes.iter_mut().find(|one| one.scope == scope) {
            Some(known) => known.spans.push(spans),
            None => scopes.push(ScopeSpans { scope, spans: vec![spans] }),
        }
    }
    encode_request(resource, &scopes)
}
