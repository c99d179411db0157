//! From the builder to a running installation and its end: what starts, flushes and stops telemetry.

#[cfg(feature = "clap")]
pub(crate) mod args;
#[cfg(feature = "sdk")]
mod banner;
pub(crate) mod builder;
pub(crate) mod counts;
mod globals;
pub(crate) mod guard;
pub(crate) mod installation;
pub(crate) mod parts;
#[cfg(feature = "sdk")]
mod provider;
#[cfg(feature = "sdk")]
pub(crate) mod running;
#[cfg(feature = "metrics")]
mod self_metrics;
