//! CPU time and memory of the process.

use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry::metrics::MeterProvider;
use sysinfo::{Pid, Process, ProcessRefreshKind, ProcessesToUpdate, System};

/// Observes `process.cpu.time` (s, a counter), `process.memory.usage` and `process.memory.virtual` (By, gauges in the
/// conventions' sense: up-down counters), whenever the provider collects. Nothing is observed on a platform that does not
/// tell.
pub fn observe_process<P: MeterProvider + ?Sized>(provider: &P) {
    let meter = provider.meter(env!("CARGO_PKG_NAME"));
    let process = Arc::new(Watched(Mutex::new(System::new())));
    let watched = Arc::clone(&process);
    meter
        .f64_observable_counter("process.cpu.time")
        .with_unit("s")
        .with_description("CPU time of the process, in user and system mode together.")
        .with_callback(move |observer| {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds of CPU time stay far below 2^53")]
            if let Some(milliseconds) = watched.read(Process::accumulated_cpu_time) {
                observer.observe(milliseconds as f64 / 1000.0, &[]);
            }
        })
        .build();
    let watched = Arc::clone(&process);
    meter
        .i64_observable_up_down_counter("process.memory.usage")
        .with_unit("By")
        .with_description("Physical memory in use.")
        .with_callback(move |observer| {
            if let Some(bytes) = watched.read(|process| i64::try_from(process.memory()).unwrap_or(i64::MAX)) {
                observer.observe(bytes, &[]);
            }
        })
        .build();
    meter
        .i64_observable_up_down_counter("process.memory.virtual")
        .with_unit("By")
        .with_description("Virtual memory in use.")
        .with_callback(move |observer| {
            if let Some(bytes) =
                process.read(|process| i64::try_from(process.virtual_memory()).unwrap_or(i64::MAX))
            {
                observer.observe(bytes, &[]);
            }
        })
        .build();
}

struct Watched(Mutex<System>);

impl Watched {
    fn read<T>(&self, read: impl FnOnce(&Process) -> T) -> Option<T> {
        let pid = Pid::from_u32(std::process::id());
        let mut system = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = ProcessRefreshKind::nothing().with_cpu().with_memory();
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), false, wanted);
        system.process(pid).map(read)
    }
}
