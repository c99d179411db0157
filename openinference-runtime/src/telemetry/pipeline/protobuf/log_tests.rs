//! Log records, as other decoders read them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _, Severity};
use opentelemetry::{InstrumentationScope, Key, SpanId, TraceFlags, TraceId};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::transform::{
    common::tonic::ResourceAttributesWithSchema, logs::tonic::group_logs_by_resource_and_scope,
};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogBatch, LogProcessor, SdkLogRecord, SdkLoggerProvider};
use proptest::{collection::vec, option, prelude::*};
use prost::Message as _;

use super::LogItem;
use super::tests::{request, resource, scope, text, time};

/// Keeps what it gets: the SDK lets nobody make a record without a logger.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<SdkLogRecord>>>);

impl LogProcessor for Kept {
    fn emit(&self, record: &mut SdkLogRecord, _: &InstrumentationScope) {
        self.0.lock().expect("a lock").push(record.clone());
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

fn value() -> impl Strategy<Value = AnyValue> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(AnyValue::Int),
        any::<f64>().prop_map(AnyValue::Double),
        any::<bool>().prop_map(AnyValue::Boolean),
        text().prop_map(|text| AnyValue::String(text.into())),
        vec(any::<u8>(), 0..9).prop_map(|bytes| AnyValue::Bytes(Box::new(bytes))),
    ];
    leaf.prop_recursive(3, 12, 3, |value| {
        prop_oneof![
            vec(value.clone(), 0..3).prop_map(|items| AnyValue::ListAny(Box::new(items))),
            // One field: maps have no order, and the bytes are compared.
            (text(), value)
                .prop_map(|(key, value)| AnyValue::Map(Box::new([(Key::from(key), value)].into()))),
        ]
    })
}

prop_compose! {
    fn record()(
        (timestamp, observed) in (option::of(time()), time()),
        severity in option::of(prop_oneof![Just(Severity::Trace), Just(Severity::Warn3), Just(Severity::Fatal4)]),
        named in any::<bool>(),
        target in option::of("[a-c]"),
        body in option::of(value()),
        attributes in vec((text(), value()), 0..4),
        trace in option::of((any::<u128>(), any::<u64>(), option::of(any::<u8>()))),
    ) -> SdkLogRecord {
        let kept = Kept::default();
        let provider = SdkLoggerProvider::builder().with_log_processor(kept.clone()).build();
        let logger = provider.logger("l");
        let mut record = logger.create_log_record();
        if named {
            record.set_event_name("event");
            record.set_severity_text("LOUD");
        }
        if let Some(timestamp) = timestamp {
            record.set_timestamp(timestamp);
        }
        record.set_observed_timestamp(observed);
        if let Some(severity) = severity {
            record.set_severity_number(severity);
        }
        if let Some(target) = target {
            record.set_target(target);
        }
        if let Some(body) = body {
            record.set_body(body);
        }
        record.add_attributes(attributes);
        if let Some((trace, span, flags)) = trace {
            record.set_trace_context(TraceId::from(trace), SpanId::from(span), flags.map(TraceFlags::new));
        }
        logger.emit(record);
        let record = kept.0.lock().expect("a lock").pop();
        record.expect("a record")
    }
}

proptest! {
    #[test]
    fn log_records_are_decoded_to_what_opentelemetry_makes_of_them(
        resource in resource(),
        records in vec((record(), scope()), 1..3),
    ) {
        let items: Vec<_> = records
            .iter()
            .map(|(record, scope)| LogItem {
                record,
                scope,
                target: record.target().cloned(),
                body: record.body().cloned(),
                attributes: record.attributes_iter().cloned().collect(),
            })
            .collect();
        // One by one: the reference's scopes have no order.
        for (item, (record, scope)) in items.iter().zip(&records) {
            let body = request(&resource, std::slice::from_ref(item));
            let decoded = ExportLogsServiceRequest::decode(body.as_slice()).expect("an OTLP request");
            let batch = [(record, scope)];
            let reference = ExportLogsServiceRequest {
                resource_logs: group_logs_by_resource_and_scope(
                    &LogBatch::new(&batch),
                    &ResourceAttributesWithSchema::from(&resource),
                ),
            };
            prop_assert_eq!(decoded.encode_to_vec(), reference.encode_to_vec());
        }
    }
}
