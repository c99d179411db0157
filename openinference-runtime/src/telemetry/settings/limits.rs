//! How much one span may hold.

use opentelemetry_sdk::trace::SpanLimits;

use super::{env::Environment, parse};
use crate::telemetry::InitError;

/// Attributes of a span. The SDK's default of 128 attributes drops everything after some sixty messages, silently and latest first.
pub(crate) const MAX_ATTRIBUTES: u32 = 10_000;

/// The SDK's limits, comparable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    attributes: u32,
    events: u32,
    links: u32,
    event_attributes: u32,
    link_attributes: u32,
}

impl Limits {
    pub(super) fn resolve(environment: &Environment) -> Result<Self, InitError> {
        const GENERAL: &str = "OTEL_ATTRIBUTE_COUNT_LIMIT";
        let default = SpanLimits::default();
        let limit = |names: &[&str], default: u32| {
            parse::number(environment, names, 0).map(|limit| limit.unwrap_or(default))
        };
        Ok(Self {
            attributes: limit(&["OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", GENERAL], MAX_ATTRIBUTES)?,
            events: limit(&["OTEL_SPAN_EVENT_COUNT_LIMIT"], default.max_events_per_span)?,
            links: limit(&["OTEL_SPAN_LINK_COUNT_LIMIT"], default.max_links_per_span)?,
            event_attributes: limit(
                &["OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", GENERAL],
                default.max_attributes_per_event,
            )?,
            link_attributes: limit(
                &["OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", GENERAL],
                default.max_attributes_per_link,
            )?,
        })
    }

    pub(crate) fn to_sdk(&self) -> SpanLimits {
        SpanLimits {
            max_events_per_span: self.events,
            max_attributes_per_span: self.attributes,
            max_links_per_span: self.links,
            max_attributes_per_event: self.event_attributes,
            max_attributes_per_link: self.link_attributes,
        }
    }
}
