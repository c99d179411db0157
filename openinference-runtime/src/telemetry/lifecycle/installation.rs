//! The one set-up that is in force in the process, shared by its guards.

use std::{
    process,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

#[cfg(feature = "sdk")]
use std::time::Instant;

use super::globals;
use super::parts::Parts;
#[cfg(feature = "sdk")]
use super::running::Running;
#[cfg(feature = "sdk")]
use super::{banner, provider};
#[cfg(feature = "sdk")]
use crate::config::TraceConfig;
use crate::diagnostics::notices::{self, Notices};
use crate::diagnostics::version_mismatch;
#[cfg(feature = "sdk")]
use crate::source::Sampling;
use crate::telemetry::settings::{Choices, Environment, Settings, Terminal};
#[cfg(feature = "sdk")]
use crate::telemetry::signals::Signals;
use crate::telemetry::{Counts, InitError};

/// How long the guard's drop may take.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// What is in force, if its guards still live.
static IN_FORCE: Mutex<Weak<Installation>> = Mutex::new(Weak::new());

fn in_force() -> MutexGuard<'static, Weak<Installation>> {
    IN_FORCE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A set-up; stopped when it is dropped.
#[derive(Debug)]
pub(crate) struct Installation {
    choices: Choices,
    /// Whether parts that cannot be compared belong to it.
    has_parts: bool,
    #[cfg(feature = "sdk")]
    notices: Notices,
    /// A forked child inherits the guard, but not the threads.
    process: u32,
    #[cfg(feature = "sdk")]
    running: Option<Running>,
    #[cfg(feature = "sdk")]
    signals: Signals,
    stopped: bool,
}

/// Sets up, or joins what is set up already.
pub(crate) fn obtain(
    choices: Choices,
    parts: Parts,
    environment: &Environment,
    terminal: Terminal,
) -> Result<Arc<Installation>, InitError> {
    let mut slot = in_force();
    if let Some(active) = slot.upgrade() {
        // Released first: `active` may be the last handle by now, and its drop needs the slot.
        drop(slot);
        return active.join(&choices, &parts);
    }
    let settings = Settings::resolve(&choices, &environment.with_discovered_file(), terminal)?;
    let active = Arc::new(Installation::start(choices, &settings, parts, terminal)?);
    *slot = Arc::downgrade(&active);
    Ok(active)
}

/// What decides about spans; None for a provider that the application has made.
#[cfg(feature = "sdk")]
fn sampling(settings: &Settings, parts: &Parts) -> Option<Sampling> {
    let is_own = parts.sampler.is_none() && parts.processors.is_empty();
    let sampling = if is_own { settings.sampler.sampling() } else { Sampling::ByAttributes };
    parts.provider.is_none().then_some(sampling)
}

/// Exports what has ended so far, for hosts that freeze the process between requests. `false` when that was not done within
/// `timeout`; `true` when telemetry is not set up.
pub fn flush(timeout: Duration) -> bool {
    let active = in_force().upgrade();
    active.is_none_or(|active| active.flush(timeout))
}

impl Installation {
    fn start(
        choices: Choices,
        settings: &Settings,
        parts: Parts,
        terminal: Terminal,
    ) -> Result<Self, InitError> {
        let notices = Notices::new(choices.is_quiet());
        notices::keep_quiet(choices.is_quiet());
        settings.warnings.iter().for_each(|warning| notices.say(warning));
        let has_parts = !parts.is_empty();
        #[cfg(feature = "sdk")]
        let config = Self::trace_config(&choices);
        #[cfg(feature = "sdk")]
        let signals = Self::start_signals(&choices, settings, &config)?;
        #[cfg(feature = "sdk")]
        let running = Self::run(&choices, config, settings, parts, terminal, notices, &signals)?;
        #[cfg(not(feature = "sdk"))]
        let _ = (parts, terminal);
        #[cfg(feature = "sdk")]
        let idle = running.is_none();
        #[cfg(not(feature = "sdk"))]
        let idle = true;
        if settings.off || (settings.no_exporter && idle) {
            globals::disable();
        } else if idle && !choices.is_quiet() && settings.warnings.is_empty() {
            version_mismatch::expect_global_provider();
        }
        Ok(Self {
            choices,
            has_parts,
            #[cfg(feature = "sdk")]
            notices,
            process: process::id(),
            #[cfg(feature = "sdk")]
            running,
            #[cfg(feature = "sdk")]
            signals,
            stopped: false,
        })
    }

    /// Starts metrics and logs.
    #[cfg(feature = "sdk")]
    fn start_signals(
        choices: &Choices,
        settings: &Settings,
        config: &TraceConfig,
    ) -> Result<Signals, InitError> {
        if settings.off {
            return Ok(Signals::default());
        }
        let signals = Signals::start(&settings.signals, &settings.resource, config)?;
        #[cfg(feature = "metrics")]
        if let Some(meters) = signals.meters.as_ref().filter(|_| choices.set_global.unwrap_or(true)) {
            opentelemetry::global::set_meter_provider(meters.clone());
        }
        let _ = choices;
        Ok(signals)
    }

    /// What spans and log records may say.
    #[cfg(feature = "sdk")]
    fn trace_config(choices: &Choices) -> TraceConfig {
        let config = choices.trace_config.clone().unwrap_or_else(TraceConfig::from_env);
        let config = match choices.capture {
            Some(capture) => config.with_capture(capture),
            None => config,
        };
        #[cfg(feature = "cost")]
        let config = match &choices.price_book {
            Some(prices) => config.with_price_book(prices.clone()),
            None => config,
        };
        config.or_built_in_prices()
    }

    /// Starts the provider and makes it the one in force. Nothing is started when spans would go nowhere.
    #[cfg(feature = "sdk")]
    fn run(
        choices: &Choices,
        config: TraceConfig,
        settings: &Settings,
        parts: Parts,
        terminal: Terminal,
        notices: Notices,
        signals: &Signals,
    ) -> Result<Option<Running>, InitError> {
        let set_global = choices.set_global.unwrap_or(true);
        if set_global && !settings.off {
            globals::set_global_propagators(&settings.propagators);
        }
        let nothing = settings.exporters.is_empty()
            && parts.processors.is_empty()
            && parts.provider.is_none()
            && !signals.measure();
        if settings.off || nothing {
            return Ok(None);
        }
        if let Some(refused) = config.warnings().iter().find(|warning| warning.is_refused) {
            let (setting, problem) = (refused.variable.to_string(), refused.reason.clone());
            return Err(InitError::Masking { setting, problem });
        }
        for warning in config.warnings() {
            notices.say(&warning.to_string());
        }
        let unused = !parts.processors.is_empty() || parts.sampler.is_some() || choices.names_exporters();
        if parts.provider.is_some() && unused {
            notices.say(
                "Builder::tracer_provider: sampler, processors and exporters set beside it are not used",
            );
        }
        let sampling = sampling(settings, &parts);
        let running = match parts.provider {
            Some(provider) => Running::foreign(provider),
            None => {
                let converted = choices.convert_genai.unwrap_or(true).then(|| config.clone());
                provider::start(settings, parts, terminal, converted, signals.span_metrics())?
            }
        };
        #[cfg(feature = "metrics")]
        if let Some(meters) = &signals.meters {
            super::self_metrics::observe(meters, &running);
        }
        if choices.banner.unwrap_or(terminal.stderr)
            && let Some(banner) = banner::text(settings)
        {
            notices.say(&banner);
        }
        if choices.panic_hook.unwrap_or(true) {
            globals::remember_panics();
        }
        globals::install(&running.provider, config, sampling);
        if set_global {
            globals::set_global_provider(&running.provider);
        }
        Ok(Some(running))
    }

    /// Another guard for the same set-up. Who says nothing in code takes what there is.
    fn join(self: Arc<Self>, choices: &Choices, parts: &Parts) -> Result<Arc<Self>, InitError> {
        let same = choices.is_empty() || (*choices == self.choices && !self.has_parts);
        if parts.is_empty() && same { Ok(self) } else { Err(InitError::AlreadyInitialised) }
    }

    fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    pub(crate) fn flush(&self, timeout: Duration) -> bool {
        #[cfg(feature = "sdk")]
        if !self.is_forked() {
            let deadline = Instant::now() + timeout;
            let spans = self.running.as_ref().is_none_or(|running| running.flush(deadline));
            return self.signals.flush(deadline) && spans;
        }
        let _ = timeout;
        true
    }

    pub(crate) fn counts(&self) -> Counts {
        #[cfg(feature = "sdk")]
        return Counts {
            log_records: self.signals.counts("log records"),
            metric_points: self.signals.counts("metric points"),
            ..self.running.as_ref().map(Running::counts).unwrap_or_default()
        };
        #[cfg(not(feature = "sdk"))]
        Counts::default()
    }

    /// Delivers what is left and stops; tells what was lost. `false` when time ran out.
    pub(crate) fn stop(&mut self, timeout: Duration) -> bool {
        if std::mem::replace(&mut self.stopped, true) || self.is_forked() {
            return true;
        }
        self.release();
        #[cfg(feature = "sdk")]
        {
            let deadline = Instant::now() + timeout;
            let spans = self.running.as_ref().is_none_or(|running| {
                let in_time = running.stop(deadline);
                running.report(self.notices, self.signals.is_used());
                in_time
            });
            let signals = self.signals.stop(deadline);
            self.signals.report(self.notices);
            signals && spans
        }
        #[cfg(not(feature = "sdk"))]
        {
            let _ = timeout;
            true
        }
    }

    /// Where spans, metrics and logs come from.
    #[cfg(feature = "sdk")]
    pub(crate) fn provider(&self) -> Option<&opentelemetry_sdk::trace::SdkTracerProvider> {
        self.running.as_ref().map(|running| &running.provider)
    }

    #[cfg(any(feature = "metrics", feature = "logs"))]
    pub(crate) fn signals(&self) -> &Signals {
        &self.signals
    }

    /// No new spans. A successor may have been set up meanwhile, which stays.
    fn release(&self) {
        let slot = in_force();
        if slot.strong_count() == 0 {
            version_mismatch::expect_nothing();
            notices::keep_quiet(false);
            globals::uninstall();
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let timeout = self.choices.shutdown_timeout.unwrap_or(SHUTDOWN);
        self.stop(timeout);
    }
}
