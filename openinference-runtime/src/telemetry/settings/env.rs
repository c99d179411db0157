//! The environment that settings are read from, replaceable so that tests and embedders need not touch the process's.

use std::{collections::BTreeMap, env, fmt, path::Path};

use super::env_file::EnvFile;

/// Where variables are looked up.
#[derive(Clone, Default)]
pub(crate) struct Environment {
    source: Source,
    file: Option<EnvFile>,
    /// Credentials are for an endpoint that the file does not know.
    keeps_credentials: bool,
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
        Self { source: Source::Given(variables), file: None, keeps_credentials: false }
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

    /// Whether it is the discovered file that says it.
    pub(super) fn is_of_file(&self, name: &str) -> bool {
        self.own(name).is_none() && self.in_file(name).is_some()
    }

    /// The same without the credentials of the process's own environment: whoever may write a file into the working directory
    /// may not have them sent somewhere.
    pub(super) fn without_credentials(&self) -> Self {
        Self { keeps_credentials: true, ..self.clone() }
    }

    fn own(&self, name: &str) -> Option<String> {
        let [credentials, ..] = GROUPS;
        if self.keeps_credentials && credentials.contains(&name) {
            return None;
        }
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
        self.file.as_ref().map(|file| file.warnings.clone()).unwrap_or_default()
    }

    /// That credentials are not sent to the endpoint that this variable of the file names, where there are any.
    pub(super) fn kept_credentials(&self, endpoint: &str) -> Option<String> {
        let [credentials, ..] = GROUPS;
        let key = credentials.iter().find(|name| self.own(name).is_some())?;
        let path = self.file.as_ref()?.path.display();
        Some(format!(
            "{key} of the environment is not sent where {endpoint} in {path} says; name the endpoint in the environment or in code"
        ))
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
