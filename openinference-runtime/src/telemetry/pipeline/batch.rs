//! Items that are encoded and wait to leave together.

use opentelemetry::InstrumentationScope;

use super::budget::QueueBudget;
use super::protobuf::{Item, Measured, Resource, ScopeItems, encode_request, scope_size};

/// What a buffer starts with.
const FIRST: usize = 4 << 10;

/// At most as many items as one request takes.
#[derive(Debug, Default)]
pub(super) struct Batch {
    scopes: Vec<Scope>,
    items: usize,
    /// Upper bound of what a request takes for them.
    size: usize,
    /// Bytes taken from the budget: what the buffers can hold.
    reserved: usize,
}

#[derive(Debug)]
struct Scope {
    scope: InstrumentationScope,
    items: Vec<u8>,
}

impl Batch {
    pub(super) fn items(&self) -> usize {
        self.items
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Bytes that are given back to the budget when the batch is settled.
    pub(super) fn reserved(&self) -> usize {
        self.reserved
    }

    fn position(&self, item: &impl Item) -> Option<usize> {
        self.scopes.iter().position(|one| item.is_in(&one.scope))
    }

    /// What the batch would be with an item more.
    pub(super) fn size_with<I: Item>(&self, item: &Measured<'_, I>) -> usize {
        let scope = self.position(item.item()).map_or_else(|| scope_size(&item.item().scope()), |_| 0);
        self.size + item.encoded_size() + scope
    }

    /// Takes an item. `false` where the budget has no room for it.
    pub(super) fn add<I: Item>(&mut self, item: &Measured<'_, I>, budget: &QueueBudget) -> bool {
        let grown = self.size_with(item);
        let at = self.position(item.item()).unwrap_or_else(|| {
            self.scopes.push(Scope { scope: item.item().scope(), items: Vec::new() });
            self.scopes.len() - 1
        });
        let Some(Scope { items, .. }) = self.scopes.get_mut(at) else { return false };
        let Some(reserved) = reserve(items, item.encoded_size(), budget) else { return false };
        item.write(items);
        self.reserved += reserved;
        self.size = grown;
        self.items += 1;
        true
    }

    /// Gives back what its buffers do not need, as nothing more is added.
    pub(super) fn seal(&mut self, budget: &QueueBudget) {
        for Scope { items, .. } in &mut self.scopes {
            let before = items.capacity();
            items.shrink_to_fit();
            let freed = before - items.capacity();
            self.reserved -= freed;
            budget.give_back(freed, 0);
        }
    }
}

/// Room for `needed` more bytes in `buffer`, and how many of them were taken from the budget.
fn reserve(buffer: &mut Vec<u8>, needed: usize, budget: &QueueBudget) -> Option<usize> {
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

/// The request that takes `batches` to a collector.
pub(super) fn request(resource: &Resource, batches: &[Batch]) -> Vec<u8> {
    let mut scopes: Vec<ScopeItems<'_>> = Vec::new();
    for Scope { scope, items } in batches.iter().flat_map(|batch| &batch.scopes) {
        match scopes.iter_mut().find(|one| one.scope == scope) {
            Some(known) => known.items.push(items),
            None => scopes.push(ScopeItems { scope, items: vec![items] }),
        }
    }
    encode_request(resource, &scopes)
}
