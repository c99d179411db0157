//! The one set-up that is in force in the process, shared by its guards.

use std::{
    process,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use super::parts::Parts;
use super::started::Started;
use crate::diagnostics::notices::{self, Notices};
use crate::diagnostics::version_mismatch;
use crate::installed_source;
use crate::telemetry::settings::{Choices, Environment, Settings, Terminal};
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
    notices: Notices,
    /// A forked child inherits the guard, but not the threads.
    process: u32,
    pub(super) started: Started,
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
        let started = Started::start(&choices, settings, parts, terminal, notices)?;
        if settings.off || (settings.no_exporter && started.is_idle()) {
            installed_source::disable();
        } else if started.is_idle() && !choices.is_quiet() && settings.warnings.is_empty() {
            version_mismatch::expect_global_provider();
        }
        Ok(Self { choices, has_parts, notices, process: process::id(), started, stopped: false })
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
        self.is_forked() || self.started.flush(timeout)
    }

    pub(crate) fn counts(&self) -> Counts {
        self.started.counts()
    }

    /// Delivers what is left and stops; tells what was lost. `false` when time ran out.
    pub(crate) fn stop(&mut self, timeout: Duration) -> bool {
        if std::mem::replace(&mut self.stopped, true) || self.is_forked() {
            return true;
        }
        self.release();
        self.started.stop(timeout, self.notices)
    }

    /// No new spans. A successor may have been set up meanwhile, which stays.
    fn release(&self) {
        let slot = in_force();
        if slot.strong_count() == 0 {
            version_mismatch::expect_nothing();
            notices::keep_quiet(false);
            installed_source::uninstall();
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        let timeout = self.choices.shutdown_timeout.unwrap_or(SHUTDOWN);
        self.stop(timeout);
    }
}
