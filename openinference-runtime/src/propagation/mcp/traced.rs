//! Messages of the protocol with the span in progress.

use std::ops::DerefMut;

use rmcp::model::{MetaObject, RequestParamsMeta};

use crate::propagation::inject;

/// The parameters of a request, with the span in progress in their `_meta`.
#[must_use]
pub fn traced<P: RequestParamsMeta>(mut params: P) -> P {
    inject(&mut params);
    params
}

/// A `_meta` that names the span in progress, of a request or of a notification.
#[must_use]
pub fn meta<M: Default + DerefMut<Target = MetaObject>>() -> M {
    let mut meta = M::default();
    inject(&mut **meta);
    meta
}
