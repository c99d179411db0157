//! What the spans' resource says: service, project, and what `OTEL_RESOURCE_ATTRIBUTES` adds.

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use opentelemetry::{Key, KeyValue, Value};

use percent_encoding::percent_decode_str;

use super::{Choices, env::Environment, parse};
use crate::telemetry::InitError;

const ATTRIBUTES: &str = "OTEL_RESOURCE_ATTRIBUTES";
const SERVICE: &str = "OTEL_SERVICE_NAME";
const PROJECT: &str = "PHOENIX_PROJECT";
const PROJECT_NAME: &str = "PHOENIX_PROJECT_NAME";
const SERVICE_KEY: &str = "service.name";
const PROJECT_KEY: &str = "openinference.project.name";

/// Attributes in the order of their keys. For each key: code, then its own variable, then `OTEL_RESOURCE_ATTRIBUTES`.
pub(super) fn resolve(
    choices: &Choices,
    environment: &Environment,
    warnings: &mut Vec<String>,
) -> Result<Vec<KeyValue>, InitError> {
    let mut attributes = sdk();
    if let Some(value) = environment.get(ATTRIBUTES) {
        attributes.extend(listed(&value)?);
    }
    if let Some(name) = environment.get(SERVICE) {
        attributes.insert(SERVICE_KEY.into(), name.into());
    }
    if let Some(name) = project(environment, warnings) {
        attributes.insert(PROJECT_KEY.into(), name.into());
    }
    attributes.extend(choices.resource.iter().map(|one| (one.key.clone(), one.value.clone())));
    for (key, name) in [(SERVICE_KEY, &choices.service_name), (PROJECT_KEY, &choices.project_name)] {
        if let Some(name) = name {
            attributes.insert(key.into(), name.clone().into());
        }
    }
    attributes.entry(SERVICE_KEY.into()).or_insert_with(|| unknown_service().into());
    Ok(attributes.into_iter().map(|(key, value)| KeyValue::new(key, value)).collect())
}

/// `telemetry.sdk.*`, which the specification demands. Ours is a distribution of the OpenTelemetry SDK.
fn sdk() -> BTreeMap<Key, Value> {
    [
        ("telemetry.sdk.language", "rust"),
        ("telemetry.sdk.name", "opentelemetry"),
        ("telemetry.distro.name", env!("CARGO_PKG_NAME")),
        ("telemetry.distro.version", env!("CARGO_PKG_VERSION")),
    ]
    .into_iter()
    .map(|(key, value)| (key.into(), value.into()))
    .collect()
}

fn listed(text: &str) -> Result<Vec<(Key, Value)>, InitError> {
    let entries = text.split(',').enumerate().filter(|(_, entry)| !entry.trim().is_empty());
    let wrong = |index| parse::refused_entry(ATTRIBUTES, index, "`key=value,key2=value2`, percent-encoded");
    entries.map(|(index, entry)| attribute(entry).ok_or_else(|| wrong(index))).collect()
}

fn attribute(entry: &str) -> Option<(Key, Value)> {
    let (key, value) = entry.split_once('=').filter(|(key, _)| !key.trim().is_empty())?;
    Some((Key::from(decoded(key)?), Value::from(decoded(value)?)))
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text.trim()).decode_utf8().ok().map(Cow::into_owned)
}

fn project(environment: &Environment, warnings: &mut Vec<String>) -> Option<String> {
    match (environment.get(PROJECT), environment.get(PROJECT_NAME)) {
        (Some(project), Some(alias)) if project != alias => {
            warnings.push(format!("{PROJECT} and {PROJECT_NAME} differ; {PROJECT} is used"));
            Some(project)
        }
        (project, alias) => project.or(alias),
    }
}

/// What the specification says for a service without a name.
fn unknown_service() -> String {
    let program = std::env::args_os().next();
    let program = program.as_deref().and_then(|path| Path::new(path).file_name());
    match program {
        Some(name) => format!("unknown_service:{}", name.to_string_lossy()),
        None => "unknown_service".to_owned(),
    }
}
