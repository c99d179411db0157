//! The one set-up that is in force in the process, shared by its guards.

use std::{
    cell::Cell,
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
static IN_FORCE: Mutex<InForce> =
    Mutex::new(InForce { guards: Weak::new(), started: Weak::new(), process: 0 });

#[derive(Debug)]
struct InForce {
    guards: Weak<Installation>,
    /// For those who flush, which keeps nothing in force: the last guard ends it, whoever is flushing then.
    started: Weak<Started>,
    /// A forked child inherits the guard, but not the threads.
    process: u32,
}

thread_local! {
    /// This thread is setting telemetry up, and holds the lock.
    static IS_STARTING: Cell<bool> = const { Cell::new(false) };
}

/// Runs what processors of others take part in: one that asks for telemetry finds it set up already.
fn starting<T>(start: impl FnOnce() -> T) -> T {
    struct Over;
    impl Drop for Over {
        fn drop(&mut self) {
            IS_STARTING.set(false);
        }
    }
    IS_STARTING.set(true);
    let _over = Over;
    start()
}

fn in_force() -> MutexGuard<'static, InForce> {
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
    pub(super) started: Arc<Started>,
    stopped: bool,
}

/// Sets up, or joins what is set up already.
pub(crate) fn obtain(
    choices: Choices,
    parts: Parts,
    environment: &Environment,
    terminal: Terminal,
) -> Result<Arc<Installation>, InitError> {
    if IS_STARTING.get() {
        return Err(InitError::AlreadyInitialised);
    }
    let mut slot = in_force();
    if let Some(active) = slot.guards.upgrade() {
        // Released first: `active` may be the last handle by now, and its drop needs the slot.
        drop(slot);
        return active.join(&choices, &parts);
    }
    let settings = Settings::resolve(&choices, &environment.with_discovered_file(), terminal)?;
    let active = starting(|| Installation::start(choices, &settings, parts, terminal)).map(Arc::new)?;
    *slot = InForce {
        guards: Arc::downgrade(&active),
        started: Arc::downgrade(&active.started),
        process: active.process,
    };
    Ok(active)
}

/// Exports what has ended so far, for hosts that freeze the process between requests. `false` when that was not done within
/// `timeout`; `true` when telemetry is not set up.
pub fn flush(timeout: Duration) -> bool {
    if IS_STARTING.get() {
        return true;
    }
    let (started, process) = {
        let slot = in_force();
        (slot.started.upgrade(), slot.process)
    };
    started.is_none_or(|started| process::id() != process || started.flush(timeout))
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
        Ok(Self {
            choices,
            has_parts,
            notices,
            process: process::id(),
            started: Arc::new(started),
            stopped: false,
        })
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
        if slot.guards.strong_count() == 0 {
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
