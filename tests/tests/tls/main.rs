//! Collectors behind TLS, with certificates that the system trusts and with such that it does not.

mod grpc;

use std::collections::BTreeSet;
use std::future::ready;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::{env, fs};

use anyhow::{Context as _, Result};
use openinference_runtime::{Telemetry, init, tool_span};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;
use rcgen::CertifiedKey;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use test_http_server::{Answer, Bytes, Server};
use tokio_rustls::TlsAcceptor;
use tracing_subscriber::layer::SubscriberExt as _;

/// A collector on loopback with a certificate of its own.
struct Collector {
    url: String,
    certificate: String,
    received: Receiver<(String, Bytes)>,
    _server: Server,
}

impl Collector {
    fn start() -> Result<Self> {
        Self::asking(None)
    }

    /// Asks for this certificate of whoever connects.
    fn asking(client: Option<CertificateDer<'static>>) -> Result<Self> {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?;
        let config = match client {
            None => config.with_no_client_auth(),
            Some(client) => {
                let mut roots = RootCertStore::empty();
                roots.add(client)?;
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
                config.with_client_cert_verifier(verifier.build()?)
            }
        };
        let config = config.with_single_cert(vec![cert.der().clone()], key)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (sender, received) = channel();
        let server = Server::start_over(
            move |connection| acceptor.accept(connection),
            move |request| {
                // An error is a test that has ended.
                let _ = sender.send((request.uri().path().to_owned(), request.into_body()));
                ready(Answer::ok())
            },
        )?;
        let url = format!("https://localhost:{}", server.address().port());
        Ok(Self { url, certificate: cert.pem(), received, _server: server })
    }
}

#[tool_span]
fn lookup() {}

/// In a process of its own: which certificates are trusted is decided once in a process.
#[test]
#[ignore = "a program of its own, run by other tests"]
fn one_span() -> Result<()> {
    let _telemetry = init()?;
    lookup();
    Ok(())
}

/// A span with a metric of it, and a log record.
#[test]
#[ignore = "a program of its own, run by other tests"]
fn all_signals() -> Result<()> {
    let telemetry = init()?;
    let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    tracing::subscriber::with_default(subscriber, || {
        lookup();
        tracing::info!("looked up");
    });
    Ok(())
}

fn run(url: &str, trusted: &Path, variables: &[(&str, &Path)]) -> Result<Output> {
    program("one_span", url, trusted, variables)
}

fn program(name: &str, url: &str, trusted: &Path, variables: &[(&str, &Path)]) -> Result<Output> {
    let mut program = Command::new(env::current_exe()?);
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("OTEL_") || name.starts_with("PHOENIX_"))
    {
        program.env_remove(name);
    }
    program
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        .env("SSL_CERT_FILE", trusted)
        .envs(variables.iter().copied());
    Ok(program.output()?)
}

#[test]
fn spans_go_to_a_collector_whose_certificate_is_trusted() -> Result<()> {
    let (collector, directory) = (Collector::start()?, tempfile::tempdir()?);
    let trusted = directory.path().join("trusted.pem");
    fs::write(&trusted, &collector.certificate)?;
    let ended = run(&collector.url, &trusted, &[])?;
    assert!(ended.status.success(), "{ended:?}");
    let (_, body) = collector.received.try_recv().with_context(|| format!("{ended:?}"))?;
    let request = ExportTraceServiceRequest::decode(&*body)?;
    assert_eq!(request.resource_spans[0].scope_spans[0].spans[0].name, "lookup");
    Ok(())
}

#[test]
fn a_certificate_that_is_not_trusted_is_told_and_hurts_nobody() -> Result<()> {
    let (collector, directory) = (Collector::start()?, tempfile::tempdir()?);
    let trusted = directory.path().join("trusted.pem");
    fs::write(&trusted, Collector::start()?.certificate)?;
    let ended = run(&collector.url, &trusted, &[])?;
    assert!(ended.status.success(), "{ended:?}");
    assert!(collector.received.try_recv().is_err());
    let told = String::from_utf8(ended.stderr)?;
    assert!(told.contains("1 of 1 spans could not be delivered"), "{told}");
    assert!(told.contains("certificate"), "{told}");
    Ok(())
}

const TRUSTED: &str = "OTEL_EXPORTER_OTLP_CERTIFICATE";
const CERTIFICATE: &str = "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE";
const KEY: &str = "OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY";

#[test]
fn certificates_and_key_come_from_files_that_variables_name() -> Result<()> {
    let client = rcgen::generate_simple_self_signed(["client".to_owned()])?;
    let (collector, directory) = (Collector::asking(Some(client.cert.der().clone()))?, tempfile::tempdir()?);
    let file = |name: &str, text: String| {
        let path = directory.path().join(name);
        fs::write(&path, text).map(|()| path)
    };
    let elsewhere = file("elsewhere.pem", Collector::start()?.certificate)?;
    let trusted = file("trusted.pem", collector.certificate.clone())?;
    let certificate = file("client.pem", client.cert.pem())?;
    let key = file("client.key", client.signing_key.serialize_pem())?;

    let stranger = run(&collector.url, &elsewhere, &[(TRUSTED, &trusted)])?;
    assert!(stranger.status.success() && collector.received.try_recv().is_err(), "{stranger:?}");
    let known = [(TRUSTED, &*trusted), (CERTIFICATE, &*certificate), (KEY, &*key)];
    let ended = run(&collector.url, &elsewhere, &known)?;
    assert!(ended.status.success(), "{ended:?}");
    collector.received.try_recv().with_context(|| format!("{ended:?}"))?;
    Ok(())
}

const ALL: [&str; 3] = ["/v1/logs", "/v1/metrics", "/v1/traces"];

/// What arrives of a program's three signals at a collector that wants to know the client. The files are `elsewhere.pem`,
/// which nobody has, and those that all three signals need.
fn arrives(over: &str, more: &[(&str, &str)]) -> Result<(BTreeSet<String>, Output)> {
    let client = rcgen::generate_simple_self_signed(["client".to_owned()])?;
    let directory = tempfile::tempdir()?;
    let path = |name: &str| directory.path().join(name);
    let write = |name: &str, text: String| fs::write(path(name), text);
    write("elsewhere.pem", Collector::start()?.certificate)?;
    write("client.pem", client.cert.pem())?;
    write("client.key", client.signing_key.serialize_pem())?;
    let files = |trusted: &str| -> Result<Vec<(String, std::path::PathBuf)>> {
        write("trusted.pem", trusted.to_owned())?;
        let all = [(TRUSTED, "trusted.pem"), (CERTIFICATE, "client.pem"), (KEY_OF_ALL, "client.key")];
        let files = all.iter().chain(more).map(|(name, file)| ((*name).to_owned(), path(file)));
        let words = [("OTEL_METRICS_EXPORTER", "otlp"), ("OTEL_LOGS_EXPORTER", "otlp"), (PROTOCOL, over)];
        Ok(files.chain(words.map(|(name, word)| (name.to_owned(), word.into()))).collect())
    };
    let run = |url: &str, trusted: &str| {
        let variables = files(trusted)?;
        let variables: Vec<_> =
            variables.iter().map(|(name, value)| (name.as_str(), value.as_path())).collect();
        program("all_signals", url, &path("elsewhere.pem"), &variables)
    };
    if over == "grpc" {
        let collector = grpc::Collector::asking(&client.cert.pem())?;
        let ended = run(&collector.url, &collector.certificate)?;
        return Ok((collector.received.try_iter().map(str::to_owned).collect(), ended));
    }
    let collector = Collector::asking(Some(client.cert.der().clone()))?;
    let ended = run(&collector.url, &collector.certificate)?;
    Ok((collector.received.try_iter().map(|(path, _)| path).collect(), ended))
}

const KEY_OF_ALL: &str = "OTEL_EXPORTER_OTLP_CLIENT_KEY";
const PROTOCOL: &str = "OTEL_EXPORTER_OTLP_PROTOCOL";

#[test]
fn spans_metrics_and_logs_use_the_certificates_over_either_transport() -> Result<()> {
    for over in ["http/protobuf", "grpc"] {
        let (arrived, ended) = arrives(over, &[])?;
        assert!(ended.status.success() && arrived.iter().eq(&ALL), "{over}: {arrived:?} {ended:?}");
    }
    Ok(())
}

#[test]
fn each_signal_may_have_certificates_of_its_own() -> Result<()> {
    let signals = [("LOGS", "/v1/logs"), ("METRICS", "/v1/metrics"), ("TRACES", "/v1/traces")];
    for (signal, path) in signals {
        let variable = format!("OTEL_EXPORTER_OTLP_{signal}_CERTIFICATE");
        for over in ["http/protobuf", "grpc"] {
            let (arrived, ended) = arrives(over, &[(&variable, "elsewhere.pem")])?;
            let others: Vec<_> = ALL.into_iter().filter(|other| *other != path).collect();
            assert!(ended.status.success() && arrived.iter().eq(&others), "{over}: {arrived:?} {ended:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_key_that_is_none_is_an_error_also_within_a_runtime() {
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let set_up = |exporter: &str, over: &str| {
        let variables = [
            (exporter, "otlp"),
            (PROTOCOL, over),
            (CERTIFICATE, no_pem),
            (KEY_OF_ALL, no_pem),
            ("OTEL_TRACES_EXPORTER", "none"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://user:secret@localhost:1"),
        ];
        Telemetry::builder()
            .environment(variables)
            .quiet(true)
            .init()
            .map(drop)
            .map_err(|error| error.to_string())
    };
    for exporter in ["OTEL_LOGS_EXPORTER", "OTEL_METRICS_EXPORTER"] {
        for over in ["grpc", "http/protobuf"] {
            let error = set_up(exporter, over).expect_err("that is no key");
            assert!(error.contains("https://localhost:1") && !error.contains("secret"), "{over}: {error}");
        }
    }
}

#[test]
fn files_that_are_missing_are_errors_of_the_set_up_that_say_what_to_write() {
    let error = |variables: &[(&str, &str)]| {
        let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://localhost:1");
        let variables = variables.iter().copied().chain([endpoint]);
        Telemetry::builder()
            .environment(variables)
            .quiet(true)
            .init()
            .map(drop)
            .map_err(|error| error.to_string())
    };
    let missing = error(&[(TRUSTED, "/nowhere/ca.pem")]).expect_err("there is no such file");
    assert!(
        missing.starts_with("OTEL_EXPORTER_OTLP_CERTIFICATE: its value is not accepted; use the path"),
        "{missing}"
    );
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let alone = error(&[(CERTIFICATE, no_pem)]).expect_err("it needs its key");
    assert!(alone.contains("together with `OTEL_EXPORTER_OTLP_CLIENT_KEY`"), "{alone}");
}
