//! What a set-up has started: the provider of spans with its queues, and the other signals.

use std::time::Duration;

use opentelemetry_sdk::trace::SdkTracerProvider;

use super::parts::Parts;
use super::running::Running;
use super::{banner, globals, provider, self_metrics};
use crate::config::TraceConfig;
use crate::diagnostics::notices::Notices;
use crate::instant;
use crate::source::Sampling;
use crate::telemetry::settings::{Choices, Settings, Terminal};
use crate::telemetry::signals::RunningSignals;
use crate::telemetry::{Counts, InitError};

/// What runs until the installation ends.
#[derive(Debug)]
pub(crate) struct Started {
    /// None where spans would go nowhere.
    spans: Option<Running>,
    pub(super) signals: RunningSignals,
}

impl Started {
    /// Starts what the settings ask for.
    pub(super) fn start(
        choices: &Choices,
        settings: &Settings,
        parts: Parts,
        terminal: Terminal,
        notices: Notices,
    ) -> Result<Self, InitError> {
        let config = trace_config(choices);
        let settings = &Settings { sdk: settings.sdk.masked(&config), ..settings.clone() };
        let signals = start_signals(choices, settings, &config)?;
        let spans = start_spans(choices, config, settings, parts, terminal, notices, &signals)?;
        Ok(Self { spans, signals })
    }

    /// Whether spans would go nowhere.
    pub(super) fn is_idle(&self) -> bool {
        self.spans.is_none()
    }

    pub(super) fn flush(&self, timeout: Duration) -> bool {
        let deadline = instant::after(timeout);
        let spans = self.spans.as_ref().is_none_or(|running| running.flush(deadline));
        self.signals.flush(deadline) && spans
    }

    pub(super) fn counts(&self) -> Counts {
        Counts {
            log_records: self.signals.counts("log records"),
            metric_points: self.signals.counts("metric points"),
            ..self.spans.as_ref().map(Running::counts).unwrap_or_default()
        }
    }

    /// Delivers what is left and stops; tells what was lost. `false` when time ran out.
    pub(super) fn stop(&self, timeout: Duration, notices: Notices) -> bool {
        let deadline = instant::after(timeout);
        let spans = self.spans.as_ref().is_none_or(|running| running.stop(deadline));
        let signals = self.signals.stop(deadline);
        // Metrics are collected when they stop: before, nobody knows whether there are any.
        if let Some(running) = &self.spans {
            running.report(notices, self.signals.is_used());
        }
        self.signals.report(notices);
        signals && spans
    }

    /// Where spans come from.
    pub(super) fn provider(&self) -> Option<&SdkTracerProvider> {
        self.spans.as_ref().map(|running| &running.provider)
    }
}

/// What decides about spans; None for a provider that the application has made.
fn sampling(settings: &Settings, parts: &Parts) -> Option<Sampling> {
    let is_own = parts.sdk.sampler.is_none() && parts.sdk.processors.is_empty();
    let sampling = if is_own { settings.sdk.sampler.sampling() } else { Sampling::ByAttributes };
    parts.sdk.provider.is_none().then_some(sampling)
}

/// What spans and log records may say.
fn trace_config(choices: &Choices) -> TraceConfig {
    let config = choices.trace_config.clone().unwrap_or_else(TraceConfig::from_env);
    let config = match choices.capture {
        Some(capture) => config.with_capture(capture),
        None => config,
    };
    let config = match &choices.prices {
        Some(prices) => config.with_prices(prices.clone()),
        None => config,
    };
    config.or_built_in_prices()
}

/// Starts metrics and logs.
fn start_signals(
    choices: &Choices,
    settings: &Settings,
    config: &TraceConfig,
) -> Result<RunningSignals, InitError> {
    if settings.off {
        return Ok(RunningSignals::default());
    }
    let signals = RunningSignals::start(&settings.sdk.signals, &settings.sdk.resource, config)?;
    if choices.set_global.unwrap_or(true) {
        signals.meters.set_global();
    }
    Ok(signals)
}

/// Starts the provider and makes it the one in force. Nothing is started when spans would go nowhere.
fn start_spans(
    choices: &Choices,
    config: TraceConfig,
    settings: &Settings,
    parts: Parts,
    terminal: Terminal,
    notices: Notices,
    signals: &RunningSignals,
) -> Result<Option<Running>, InitError> {
    let set_global = choices.set_global.unwrap_or(true);
    if set_global && !settings.off {
        globals::set_global_propagators(&settings.sdk.propagators);
    }
    let nothing = settings.exporters.is_empty()
        && parts.sdk.processors.is_empty()
        && parts.sdk.provider.is_none()
        && !signals.meters.is_on();
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
    let unused = !parts.sdk.processors.is_empty() || parts.sdk.sampler.is_some() || choices.names_exporters();
    if parts.sdk.provider.is_some() && unused {
        notices.say("Builder::tracer_provider: sampler, processors and exporters set beside it are not used");
    }
    let sampling = sampling(settings, &parts);
    let running = match parts.sdk.provider {
        Some(provider) => Running::foreign(provider),
        None => {
            let converts = choices.convert_genai.unwrap_or(true);
            provider::start(settings, parts, terminal, &config, converts, signals.meters.span_metrics())?
        }
    };
    self_metrics::observe(&signals.meters, &running);
    if choices.banner.unwrap_or(terminal.stderr)
        && let Some(banner) = banner::text(settings)
    {
        notices.say(&banner);
    }
    if choices.panic_hook.unwrap_or(true) {
        globals::remember_panics();
    }
    globals::install(&running, config, sampling);
    if set_global {
        globals::set_global_provider(&running.provider);
    }
    Ok(Some(running))
}
