//! `rmcp::Json`, by which a tool returns structured content: it neither serialises nor can it be debugged, what it wraps
//! does.

use ::rmcp::Json;
use serde::Serialize;

use crate::config::TraceConfig;
use crate::record::{Record, Recorded};

impl<T: Serialize> Record for Json<T> {
    fn record(&self, config: &TraceConfig) -> Option<Recorded> {
        Recorded::of(&self.0, config)
    }
}
