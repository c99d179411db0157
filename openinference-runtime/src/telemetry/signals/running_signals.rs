//! The metrics and logs that a set-up has started.

use std::time::Instant;

use opentelemetry::KeyValue;

use super::loggers::Loggers;
use super::meters::Meters;
use crate::config::TraceConfig;
use crate::diagnostics::notices::Notices;
use crate::telemetry::InitError;
use crate::telemetry::counts::ItemCounts;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::SignalSettings;

/// What runs; nothing where nothing is wanted.
#[derive(Debug, Default)]
pub(crate) struct RunningSignals {
    pub(crate) meters: Meters,
    pub(crate) loggers: Loggers,
    /// By which metrics and log records leave the process.
    routes: Vec<Route>,
}

impl RunningSignals {
    /// Starts what is asked for; log records and metrics say what `config` lets them.
    pub(crate) fn start(
        settings: &SignalSettings,
        resource: &[KeyValue],
        config: &TraceConfig,
    ) -> Result<Self, InitError> {
        let mut routes = Vec::new();
        let meters = Meters::start(settings, resource, config, &mut routes)?;
        let loggers = Loggers::start(settings, resource, config, &mut routes)?;
        Ok(Self { meters, loggers, routes })
    }

    /// Exports what there is. `false` when that was not done by `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> bool {
        let collected = self.meters.flush(deadline);
        self.routes.iter().map(|route| route.flush(deadline)).fold(collected, bool::min)
    }

    /// Exports what is left and stops. `false` when that was not done by `deadline`.
    pub(crate) fn stop(&self, deadline: Instant) -> bool {
        let collected = self.meters.stop(deadline);
        let delivered = self.routes.iter().map(|route| route.stop(deadline)).fold(collected, bool::min);
        self.loggers.stop();
        delivered
    }

    /// What became of the items of a signal.
    pub(crate) fn counts(&self, items: &str) -> ItemCounts {
        let routes = self.routes.iter().filter(|route| route.items == items);
        routes.map(|route| route.queue.counts()).fold(ItemCounts::default(), ItemCounts::and)
    }

    /// Whether anything was made.
    pub(crate) fn is_used(&self) -> bool {
        self.routes.iter().any(|route| route.queue.counts().made > 0)
    }

    /// What a person should know when it is over.
    pub(crate) fn report(&self, notices: Notices) {
        self.routes.iter().for_each(|route| route.report(notices));
    }
}
