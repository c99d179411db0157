//! From one Context to another: the provider and the context attributes.

use std::sync::Arc;

use opentelemetry::Context;

use super::attributes::attributes;
use super::carried_provider::{carried_source, carry, is_carried};
use super::inherited::inherited;

/// `to`, below which spans go where those below `from` go, and inherit what those below `from` inherit, unless
/// it says otherwise itself.
pub(crate) fn carry_over(from: &Context, to: Context) -> Context {
    let to = match carried_source(from) {
        Some(source) if !is_carried(&to) => carry(&to, Arc::clone(source)),
        _ => to,
    };
    let handed_on = inherited(from);
    if handed_on.is_empty() || !inherited(&to).is_empty() {
        return to;
    }
    handed_on.iter().fold(attributes(), |all, one| all.attribute(one.key.clone(), one.value.clone())).on(&to)
}
