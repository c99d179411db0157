//! The one word in front of everything: whether any span could be wanted at all.
//!
//! Zero means off, and an annotated function then costs one relaxed load and a branch. Every other value
//! only says that it is worth looking closer; [`crate::tracer`] decides.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Nobody has installed or disabled anything yet: the global provider may or may not be a real one.
const UNKNOWN: usize = 1;
/// A provider is installed in this crate.
const INSTALLED: usize = 2;
/// The global provider has been seen to make real spans.
const GLOBAL: usize = 4;
/// One live provider carried by a Context; the remaining bits count them.
const SCOPE: usize = 8;

static GATE: AtomicUsize = AtomicUsize::new(UNKNOWN);

/// False when no span can be wanted anywhere in the process.
#[inline(always)]
pub(crate) fn is_open() -> bool {
    GATE.load(Relaxed) != 0
}

pub(crate) fn is_installed() -> bool {
    GATE.load(Relaxed) & INSTALLED != 0
}

/// True while a Context somewhere carries a provider of its own.
pub(crate) fn has_scopes() -> bool {
    GATE.load(Relaxed) >= SCOPE
}

/// True when the global provider is worth asking.
pub(crate) fn asks_global() -> bool {
    GATE.load(Relaxed) & (UNKNOWN | GLOBAL) != 0
}

/// True once the global provider has made a span that was no no-op.
pub(crate) fn knows_global() -> bool {
    GATE.load(Relaxed) & GLOBAL != 0
}

pub(crate) fn saw_global() {
    GATE.fetch_or(GLOBAL, Relaxed);
}

pub(crate) fn install() {
    let _ = GATE.fetch_update(Relaxed, Relaxed, |gate| Some(gate & !(UNKNOWN | GLOBAL) | INSTALLED));
}

/// Back to the state before anybody called anything.
pub(crate) fn uninstall() {
    let _ = GATE.fetch_update(Relaxed, Relaxed, |gate| Some(gate & !(INSTALLED | GLOBAL) | UNKNOWN));
}

/// Off, but for the providers carried by a Context.
pub(crate) fn disable() {
    let _ = GATE.fetch_update(Relaxed, Relaxed, |gate| Some(gate & !(UNKNOWN | INSTALLED | GLOBAL)));
}

/// Keeps the gate open for as long as it lives.
#[derive(Debug)]
pub(crate) struct OpenGate(());

impl OpenGate {
    pub(crate) fn open() -> Self {
        GATE.fetch_add(SCOPE, Relaxed);
        Self(())
    }
}

impl Drop for OpenGate {
    fn drop(&mut self) {
        GATE.fetch_sub(SCOPE, Relaxed);
    }
}
