//! From the builder to a running installation and its end: what starts, flushes and stops telemetry.

#[cfg(feature = "clap")]
pub(crate) mod args;
#[cfg(feature = "sdk")]
mod banner;
pub(crate) mod builder;
#[cfg(feature = "sdk")]
mod globals;
pub(crate) mod guard;
pub(crate) mod installation;
pub(crate) mod parts;
#[cfg(feature = "sdk")]
mod provider;
#[cfg(feature = "sdk")]
pub(crate) mod running;
#[cfg(not(feature = "sdk"))]
#[path = "no_sdk_parts.rs"]
mod sdk_parts;
#[cfg(feature = "sdk")]
mod sdk_parts;
#[cfg(all(feature = "sdk", not(feature = "metrics")))]
#[path = "no_self_metrics.rs"]
mod self_metrics;
#[cfg(feature = "metrics")]
mod self_metrics;
#[cfg(not(feature = "sdk"))]
#[path = "nothing_started.rs"]
mod started;
#[cfg(feature = "sdk")]
mod started;
