//! The environment that settings are read from, replaceable so that tests and embedders need not touch the process's.

use std::{collections::BTreeMap, env, fmt, path::Path};

use super::env_file::EnvFile;

/// Where variables are looked up.
#[derive(Clone, Default)]
pub(crate) struct Environment {
    source: Source,
    file: Option<EnvFile>,
}

#[derive(Clone, Default)]
enum Source {
    #[default]
    Process,
    Given(BTreeMap<String, String>),
}

/// Variables that are taken from one place together: with one of a group in the environment, a file that lies about has no
/// say in any of it. A key must not go to an endpoint that it was not meant for.
const GROUPS: [&[&str]; 3] = [
    &[
        "PHOENIX_API_KEY",
        "PHOENIX_CLIENT_HEADERS",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    ],
    &[
        "PHOENIX_COLLECTOR_ENDPOINT",
        "PHOENIX_ENDPOINT",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "PHOENIX_GRPC_PORT",
    ],
    &["PHOENIX_PROJECT", "PHOENIX_PROJECT_NAME"],
];

impl Environment {
    /// These variables and no others.
    pub(crate) fn given<K: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let variables = variables.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        Self { source: Source::Given(variables), file: None }
    }

    /// With the `.env.phoenix` of the working directory, when this is the process's environment.
    pub(crate) fn with_discovered_file(&self) -> Self {
        match self.source {
            Source::Process => match env::current_dir() {
                Ok(directory) => self.with_file_near(&directory),
                Err(_) => self.clone(),
            },
            Source::Given(_) => self.clone(),
        }
    }

    /// With the `.env.phoenix` nearest to `directory`, unless `PHOENIX_DISCOVER_CONFIG` forbids it.
    pub(super) fn with_file_near(&self, directory: &Path) -> Self {
        let forbidden = self
            .own("PHOENIX_DISCOVER_CONFIG")
            .is_some_and(|value| ["false", "0", "no", "off"].contains(&value.to_ascii_lowercase().as_str()));
        let file = if forbidden { None } else { EnvFile::discover(directory) };
        Self { file, ..self.clone() }
    }

    /// The variable's value without surrounding white space. Empty counts as unset, as the OpenTelemetry specification
    /// demands of every variable.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.own(name).or_else(|| self.in_file(name))
    }

    /// The first of `names` that is set, with its name: most specific first.
    pub(crate) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| self.get(name).map(|value| (*name, value)))
    }

    fn own(&self, name: &str) -> Option<String> {
        let value = match &self.source {
            Source::Process => env::var_os(name)?.to_string_lossy().into_owned(),
            Source::Given(variables) => variables.get(name)?.clone(),
        };
        let trimmed = value.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    fn in_file(&self, name: &str) -> Option<String> {
        let value = self.file.as_ref()?.variables.get(name).filter(|value| !value.is_empty())?;
        let group = GROUPS.iter().find(|group| group.contains(&name)).copied().unwrap_or_default();
        let overruled = group.iter().any(|member| self.own(member).is_some());
        (!overruled).then(|| value.clone())
    }

    /// What is odd about the file, if there is one.
    pub(super) fn warnings(&self) -> Vec<String> {
        let Some(file) = &self.file else { return Vec::new() };
        let mut warnings = file.warnings.clone();
        let [credentials, location, _] = GROUPS;
        let key = credentials.iter().find(|name| self.own(name).is_some());
        let place = location.iter().find(|name| self.in_file(name).is_some());
        if let (Some(key), Some(place)) = (key, place) {
            let path = file.path.display();
            warnings.push(format!("{key} of the environment is sent where {place} in {path} says"));
        }
        warnings
    }
}

/// Names only: values may be credentials.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Process => f.write_str("Environment(process)"),
            Source::Given(variables) => f.debug_set().entries(variables.keys()).finish(),
        }
    }
}
