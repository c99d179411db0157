//! Setting telemetry up, flushing it and ending it where nobody thinks of.

use std::cell::RefCell;
use std::fs::File;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;
use std::{panic, thread};

use anyhow::{Result, ensure};
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::{InitError, Telemetry, telemetry};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};

use super::{PATIENCE, builder, run, work};

/// A bound without an end is what somebody says who wants to wait for as long as it takes.
#[test]
fn a_time_without_an_end_is_a_time() -> Result<()> {
    run("set_up::times_without_an_end", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn times_without_an_end() -> Result<()> {
    let telemetry = builder().shutdown_timeout(Duration::MAX).init()?;
    work(1);
    ensure!(telemetry.flush(Duration::MAX));
    ensure!(telemetry::flush(Duration::MAX));
    ensure!(telemetry.shutdown(Duration::MAX));
    drop(builder().shutdown_timeout(Duration::MAX).init()?);
    Ok(())
}

/// A processor that asks for telemetry while telemetry is set up.
#[test]
fn a_processor_may_ask_for_telemetry_while_it_is_set_up() -> Result<()> {
    run("set_up::nested_set_up", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn nested_set_up() -> Result<()> {
    #[derive(Debug)]
    struct Asks;
    impl SpanProcessor for Asks {
        fn on_start(&self, _: &mut Span, _: &Context) {}
        fn on_end(&self, _: SpanData) {}
        fn force_flush(&self) -> OTelSdkResult {
            Ok(())
        }
        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            Ok(())
        }
        fn set_resource(&mut self, _: &Resource) {
            work(1);
            let _ = telemetry::flush(Duration::ZERO);
            assert!(matches!(openinference_runtime::init(), Err(InitError::AlreadyInitialised)));
        }
    }
    let telemetry = builder().span_processor(Asks).init()?;
    work(1);
    ensure!(telemetry.flush(PATIENCE) && telemetry.counts().made == 1);
    Ok(())
}

/// Who flushes while the last guard is dropped keeps nothing in force.
#[test]
fn a_flush_elsewhere_is_no_guard() -> Result<()> {
    run("set_up::flushes_elsewhere", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn flushes_elsewhere() -> Result<()> {
    #[derive(Debug)]
    struct Stuck(Mutex<(Sender<()>, Receiver<()>)>);
    impl SpanProcessor for Stuck {
        fn on_start(&self, _: &mut Span, _: &Context) {}
        fn on_end(&self, _: SpanData) {}
        fn force_flush(&self) -> OTelSdkResult {
            let channels = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = channels.0.send(());
            let _ = channels.1.recv();
            Ok(())
        }
        fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
            Ok(())
        }
    }
    let ((sender, entered), (over, receiver)) = (mpsc::channel(), mpsc::channel());
    let telemetry = builder()
        .shutdown_timeout(Duration::from_millis(1))
        .span_processor(Stuck(Mutex::new((sender, receiver))))
        .init()?;
    let flushing = thread::spawn(|| telemetry::flush(PATIENCE));
    entered.recv()?;
    drop(telemetry);
    let next = builder().init()?;
    drop(over);
    ensure!(flushing.join().is_ok());
    work(1);
    ensure!(next.flush(PATIENCE) && next.counts().delivered == 1);
    Ok(())
}

#[test]
fn a_guard_may_be_kept_anywhere() -> Result<()> {
    run("set_up::guards", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn guards() -> Result<()> {
    thread_local! {
        static KEPT: RefCell<Option<Telemetry>> = const { RefCell::new(None) };
    }
    static FOR_EVER: OnceLock<Telemetry> = OnceLock::new();
    // Dropped while its thread ends.
    let kept = thread::spawn(|| {
        KEPT.with(|kept| kept.replace(builder().init().ok()));
        work(1)
    });
    ensure!(kept.join().ok() == Some(2));
    // Dropped by a panic.
    let unwound = panic::catch_unwind(|| {
        let _telemetry = builder().init();
        work(1);
        panic!("on purpose")
    });
    ensure!(unwound.is_err());
    // Leaked, and never dropped.
    std::mem::forget(builder().init()?);
    ensure!(work(1) == 2);
    let _ = FOR_EVER.set(openinference_runtime::init()?);
    Ok(())
}

#[test]
fn a_program_without_free_descriptors_goes_on() -> Result<()> {
    run("set_up::no_descriptors", |_| ()).map(drop)
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn no_descriptors() -> Result<()> {
    let held = || std::iter::from_fn(|| File::open("/dev/null").ok()).collect::<Vec<_>>();
    let endpoint =
        [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "200")];
    let set_up = || Telemetry::builder().environment(endpoint).quiet(true).shutdown_timeout(PATIENCE).init();
    let all = held();
    let failed = set_up();
    ensure!(work(1) == 2);
    drop((failed, all));

    let telemetry = set_up()?;
    let all = held();
    ensure!(work(1) == 2);
    telemetry.flush(PATIENCE);
    drop(all);
    let counts = telemetry.counts();
    ensure!(counts.made == 1 && counts.lost.unreachable == 1, "{counts:?}");
    ensure!(telemetry.shutdown(PATIENCE));
    Ok(())
}
