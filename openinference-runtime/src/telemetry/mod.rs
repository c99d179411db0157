//! Setup: from environment variables to a running pipeline.
//!
//! [`init`] reads the `OTEL_*` and `PHOENIX_*` variables, [`Builder`] says the same in code and wins over them. Both return
//! a guard, [`Telemetry`], that flushes when it is dropped. `docs/configuration.md` lists the variables, `docs/setup.md`
//! says what to do before a program exits, aborts or is frozen.
//!
//! Whatever the backend does, the application is not slowed: spans wait in a queue that is bounded by bytes and by count, a
//! thread of its own empties it, and what does not fit or cannot be delivered is dropped, counted ([`Telemetry::counts`])
//! and told once on stderr when the guard goes.

mod counts;
#[cfg(feature = "sdk")]
mod exporters;
mod init;
mod lifecycle;
#[cfg(feature = "sdk")]
#[cfg_attr(not(feature = "otlp-metrics"), expect(dead_code, reason = "not all that pushes is compiled in"))]
#[cfg_attr(not(feature = "_wire"), expect(unused_imports, reason = "nobody sends to a collector"))]
mod pipeline;
#[cfg(feature = "sdk")]
mod processors;
mod settings;
#[cfg(feature = "sdk")]
mod signals;

pub use self::counts::{Counts, ItemCounts, Losses};
pub use self::init::init;
#[cfg(feature = "clap")]
pub use self::lifecycle::args::{TelemetryArgs, TracingTarget};
pub use self::lifecycle::builder::Builder;
pub use self::lifecycle::guard::Telemetry;
pub use self::lifecycle::installation::flush;
pub use self::settings::Compression;
#[cfg(feature = "testing")]
pub(crate) use self::settings::MAX_ATTRIBUTES;
pub use self::settings::error::InitError;
pub use self::settings::protocol::Protocol;
#[cfg(feature = "logs")]
pub use self::signals::logs::LogLayer;
