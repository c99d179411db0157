//! A collector that decodes what it gets. Phoenix drops resources, and takes no logs.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Result;
use opentelemetry_proto::tonic::{
    collector::{logs::v1::ExportLogsServiceRequest, trace::v1::ExportTraceServiceRequest},
    common::v1::{KeyValue, any_value::Value},
    resource::v1::Resource,
    trace::v1::status::StatusCode,
};
use prost::Message;
use test_http_server::{Answer, Bytes, Server};

/// A span, as far as the tests look at it.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) service: String,
    pub(crate) name: String,
    pub(crate) trace: Vec<u8>,
    pub(crate) id: Vec<u8>,
    pub(crate) parent: Vec<u8>,
    /// Scalars as text.
    pub(crate) attributes: BTreeMap<String, String>,
    /// What its status says, where that is an error.
    pub(crate) error: Option<String>,
}

/// A log record: the service, the text, the trace.
pub(crate) type Record = (String, String, Vec<u8>);

type Requests = Arc<Mutex<Vec<(String, Bytes)>>>;

/// A collector on loopback.
pub(crate) struct Sink {
    url: String,
    requests: Requests,
    _server: Server,
}

impl Sink {
    pub(crate) fn start() -> Result<Self> {
        Self::slow(Duration::ZERO)
    }

    /// One that takes its time for each answer.
    pub(crate) fn slow(time: Duration) -> Result<Self> {
        let requests = Requests::default();
        let of_server = Arc::clone(&requests);
        let server = Server::start(move |request| {
            let requests = Arc::clone(&of_server);
            async move {
                tokio::time::sleep(time).await;
                let path = request.uri().path().to_owned();
                requests.lock().unwrap_or_else(PoisonError::into_inner).push((path, request.into_body()));
                Answer::ok()
            }
        })?;
        Ok(Self { url: server.url(), requests, _server: server })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn got<M: Message + Default>(&self, path: &str) -> Result<Vec<M>> {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.iter().filter(|(to, _)| to == path).map(|(_, body)| Ok(M::decode(body.clone())?)).collect()
    }

    pub(crate) fn spans(&self) -> Result<Vec<Span>> {
        let mut spans = Vec::new();
        for request in self.got::<ExportTraceServiceRequest>("/v1/traces")? {
            for of_resource in request.resource_spans {
                let service = service(of_resource.resource.as_ref());
                for span in of_resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                    spans.push(Span {
                        service: service.clone(),
                        name: span.name,
                        trace: span.trace_id,
                        id: span.span_id,
                        parent: span.parent_span_id,
                        error: span
                            .status
                            .filter(|status| status.code() == StatusCode::Error)
                            .map(|one| one.message),
                        attributes: span.attributes.iter().map(|one| (one.key.clone(), text(one))).collect(),
                    });
                }
            }
        }
        Ok(spans)
    }

    pub(crate) fn records(&self) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for request in self.got::<ExportLogsServiceRequest>("/v1/logs")? {
            for of_resource in request.resource_logs {
                let service = service(of_resource.resource.as_ref());
                for record in of_resource.scope_logs.into_iter().flat_map(|scope| scope.log_records) {
                    let body = KeyValue { value: record.body, ..KeyValue::default() };
                    records.push((service.clone(), text(&body), record.trace_id));
                }
            }
        }
        Ok(records)
    }
}

fn service(resource: Option<&Resource>) -> String {
    let attributes = resource.map(|resource| &resource.attributes[..]).unwrap_or_default();
    attributes.iter().find(|attribute| attribute.key == "service.name").map(text).unwrap_or_default()
}

fn text(attribute: &KeyValue) -> String {
    match attribute.value.as_ref().and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::BoolValue(value)) => value.to_string(),
        Some(Value::IntValue(value)) => value.to_string(),
        Some(Value::DoubleValue(value)) => value.to_string(),
        other => format!("{other:?}"),
    }
}
