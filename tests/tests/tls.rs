//! Collectors behind TLS, with certificates that the system trusts and with such that it does not.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{env, fs, thread};

use anyhow::{Context as _, Result};
use openinference_runtime::{Telemetry, init, tool_span};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;
use rcgen::CertifiedKey;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

/// A collector on loopback with a certificate of its own.
struct Collector {
    url: String,
    certificate: String,
    received: Receiver<ExportTraceServiceRequest>,
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
        let config = Arc::new(config);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let url = format!("https://localhost:{}", listener.local_addr()?.port());
        let (sender, received) = channel();
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let (config, sender) = (Arc::clone(&config), sender.clone());
                thread::spawn(move || serve(connection, config, &sender));
            }
        });
        Ok(Self { url, certificate: cert.pem(), received })
    }
}

/// Answers one request.
fn serve(
    connection: TcpStream,
    config: Arc<ServerConfig>,
    sender: &Sender<ExportTraceServiceRequest>,
) -> Result<()> {
    let stream = StreamOwned::new(ServerConnection::new(config)?, connection);
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    sender.send(ExportTraceServiceRequest::decode(&*body)?)?;
    let stream = reader.get_mut();
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    stream.flush()?;
    Ok(())
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

fn run(url: &str, trusted: &Path, variables: &[(&str, &Path)]) -> Result<Output> {
    let mut program = Command::new(env::current_exe()?);
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("OTEL_") || name.starts_with("PHOENIX_"))
    {
        program.env_remove(name);
    }
    program
        .args(["--exact", "one_span", "--ignored", "--nocapture"])
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
    let request = collector.received.try_recv().with_context(|| format!("{ended:?}"))?;
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
        missing
            .starts_with("OTEL_EXPORTER_OTLP_CERTIFICATE: `/nowhere/ca.pem` is not accepted; use the path"),
        "{missing}"
    );
    let no_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let alone = error(&[(CERTIFICATE, no_pem)]).expect_err("it needs its key");
    assert!(alone.contains("together with `OTEL_EXPORTER_OTLP_CLIENT_KEY`"), "{alone}");
}
