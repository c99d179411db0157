//! What spans say, of every payload and value that there is: written down, so that a change of how spans are made shows what
//! it changes in them. Ids and times are left out, attributes stand in the order of their keys, long values are a digest.
//!
//! [`calls`] has what is called: [`payloads`] of providers as they are, torn apart and put together wrong, and the
//! [`values`] of this crate. [`written`] has what of a span is compared.

mod calls;
mod masks;
mod payloads;
mod values;
mod wire;
mod written;

use std::fmt::Write as _;

use anyhow::Result;
use openinference_runtime::cost::PriceBook;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::testing::Trace;
use openinference_tests::sink::Sink;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;

use crate::calls::Call;
use crate::written::Written;

/// Each call with what its spans say.
fn all(calls: &[Call]) -> String {
    let mut text = String::new();
    for (call, trace) in calls.iter().zip(calls::capture(&masks::none(), calls)) {
        let _ = writeln!(text, "## {}\n{}", call.name, Written::of(&trace));
    }
    text
}

#[test]
fn payloads_of_providers_say_the_same() -> Result<()> {
    insta::assert_snapshot!("providers", all(&payloads::of_providers()?));
    Ok(())
}

#[test]
fn payloads_by_shape_say_the_same() -> Result<()> {
    insta::assert_snapshot!("shapes", all(&payloads::by_shape()?));
    Ok(())
}

#[test]
fn values_say_the_same() {
    insta::assert_snapshot!("values", all(&values::calls()));
}

/// Of so many calls only digests are written.
#[test]
fn broken_payloads_say_the_same() -> Result<()> {
    let calls = payloads::broken()?;
    let mut text = String::new();
    for (call, trace) in calls.iter().zip(calls::capture(&masks::none(), &calls)) {
        let _ = writeln!(text, "{}: {}", call.name, Written::of(&trace).digest());
    }
    insta::assert_snapshot!("broken", text);
    Ok(())
}

/// What each setting changes: keys that go, and values that change or come.
#[test]
fn settings_change_the_same() -> Result<()> {
    let mut calls = payloads::of_providers()?;
    calls.extend(values::calls());
    let plain: Vec<Written> = calls::capture(&masks::none(), &calls).iter().map(Written::of).collect();
    for (name, config) in masks::all() {
        let mut text = String::new();
        for ((call, plain), trace) in calls.iter().zip(&plain).zip(calls::capture(&config, &calls)) {
            let changes = Written::of(&trace).changes(plain);
            if !changes.is_empty() {
                let _ = writeln!(text, "## {}\n{changes}", call.name);
            }
        }
        insta::assert_snapshot!(format!("setting_{name}"), text);
    }
    Ok(())
}

/// By way of the queue, the encoder and the network.
#[test]
fn a_collector_is_told_the_same() -> Result<()> {
    let mut calls = payloads::of_providers()?;
    calls.extend(payloads::by_shape()?);
    calls.extend(values::calls());

    let sink = Sink::start()?;
    let telemetry = Builder::new()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])
        .trace_config(masks::none())
        .price_book(PriceBook::empty())
        .console(false)
        .quiet(true)
        .panic_hook(false)
        .init()?;
    calls::make(&openinference_runtime::opentelemetry::Context::new(), &calls);
    drop(telemetry);

    let requests = sink.requests::<ExportTraceServiceRequest>("/v1/traces")?;
    let arrived: Vec<Trace> = calls::by_call(wire::records(requests)?, calls.len());
    for ((call, captured), arrived) in calls.iter().zip(calls::capture(&masks::none(), &calls)).zip(&arrived)
    {
        let (captured, arrived) = (Written::of(&captured), Written::of(arrived));
        assert_eq!(arrived.changes(&captured), "", "{}", call.name);
        assert_eq!(arrived.to_string(), captured.to_string(), "{}", call.name);
    }
    Ok(())
}
