//! What can be said of `docker-compose.yml` and of all that is in `deploy` without Docker. The workflow starts it with Docker.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};

mod collector;
mod compose;
mod dashboards;
mod metrics;
mod profiles;
mod programs;
mod systems;

fn file(path: &str) -> PathBuf {
    xtask::workspace::root().join(path)
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(file(path)).with_context(|| path.to_owned())
}

fn yaml(path: &str) -> Result<Value> {
    serde_saphyr::from_str(&read(path)?).with_context(|| path.to_owned())
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The files of a folder by their path, of those whose name ends so.
fn files(folder: &str, end: &str) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(file(folder)).with_context(|| folder.to_owned())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(end) {
            let path = format!("{folder}/{name}");
            found.insert(path.clone(), read(&path)?);
        }
    }
    ensure!(!found.is_empty(), "{folder} has files");
    Ok(found)
}

fn services() -> Result<Map<String, Value>> {
    let services = object(&yaml("docker-compose.yml")?["services"]);
    ensure!(!services.is_empty(), "there are services");
    Ok(services)
}

/// The networks that a service is in, with the names that it has there beside its own.
fn networks(service: &Value) -> BTreeMap<String, Vec<String>> {
    let named = strings(&service["networks"]).into_iter().map(|network| (network, Vec::new()));
    let detailed = object(&service["networks"]);
    named.chain(detailed.iter().map(|(network, how)| (network.clone(), strings(&how["aliases"])))).collect()
}

/// Root, who hands volumes over to who is not, and can do nothing else.
fn is_root(service: &Value) -> bool {
    service["user"] == "0:0"
}

/// `"${BIND_ADDRESS:-127.0.0.1}:${NAME:-host}:container"`: the variable, its default and the port in the container.
fn port(mapping: &str) -> Option<(&str, u16, u16)> {
    let rest = mapping.strip_prefix("${BIND_ADDRESS:-127.0.0.1}:${")?;
    let (host, container) = rest.split_once("}:")?;
    let (variable, default) = host.split_once(":-")?;
    Some((variable, default.parse().ok()?, container.parse().ok()?))
}
