//! The environment that settings are read from, replaceable so that tests and embedders need not touch the process's.

use std::{collections::BTreeMap, env, fmt};

/// Where variables are looked up.
#[derive(Clone, Default)]
pub(crate) struct Environment(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    Process,
    Given(BTreeMap<String, String>),
}

impl Environment {
    /// These variables and no others.
    pub(crate) fn given<K: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        Self(Source::Given(variables.into_iter().map(|(key, value)| (key.into(), value.into())).collect()))
    }

    /// The variable's value without surrounding white space. Empty counts as unset, as the OpenTelemetry specification
    /// demands of every variable.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let value = match &self.0 {
            Source::Process => env::var_os(name)?.to_string_lossy().into_owned(),
            Source::Given(variables) => variables.get(name)?.clone(),
        };
        let trimmed = value.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// The first of `names` that is set, with its name: most specific first.
    pub(crate) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| self.get(name).map(|value| (*name, value)))
    }
}

/// Names only: values may be credentials.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Process => f.write_str("Environment(process)"),
            Source::Given(variables) => f.debug_set().entries(variables.keys()).finish(),
        }
    }
}
