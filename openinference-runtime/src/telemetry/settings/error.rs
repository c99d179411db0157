//! Why set-up failed, in words that say what to write instead.

use thiserror::Error;

/// Why [`init`](crate::init) or [`Builder::init`](crate::telemetry::Builder::init) could not set telemetry up.
///
/// Every message names the variable or builder call it is about, of a list which entry, and what is accepted there. What it was
/// set to never appears: it may be what somebody meant for another variable.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InitError {
    /// A setting has a value that is not accepted.
    #[error("{setting}: {} is not accepted; use {accepted}", of_list(*.entry))]
    #[non_exhaustive]
    Value {
        /// The environment variable or builder call.
        setting: String,
        /// Of a list, which of its entries, from 1.
        entry: Option<usize>,
        /// What it may be set to.
        accepted: String,
    },
    /// Something was to be hidden, and it is not known what.
    #[error("{setting}: {problem}")]
    #[non_exhaustive]
    Masking {
        /// The environment variable.
        setting: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A collector endpoint is not a usable URL.
    #[error(
        "{setting}: its value is not a usable endpoint: {problem}; use a URL such as `http://localhost:6006`"
    )]
    #[non_exhaustive]
    Endpoint {
        /// The environment variable or builder call.
        setting: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A header cannot be sent. The message has the number of its entry, never its name or value.
    #[error("{setting}: {problem}; use `key=value,key2=value2` or a JSON object of strings")]
    #[non_exhaustive]
    Header {
        /// The environment variable or builder call.
        setting: String,
        /// What is wrong.
        problem: String,
    },
    /// What was asked for is not compiled in.
    #[error("{setting}: {wanted} needs the feature `{feature}` of openinference-runtime{alternative}")]
    #[non_exhaustive]
    Feature {
        /// The environment variable or builder call that asks for it.
        setting: String,
        /// What was asked for.
        wanted: String,
        /// The cargo feature to enable.
        feature: &'static str,
        /// What else would work, as the end of a sentence; may be empty.
        alternative: String,
    },
    /// The exporter could not be built.
    #[error("the exporter to {target} could not be built: {problem}")]
    #[non_exhaustive]
    Exporter {
        /// Scheme, host and port of the collector.
        target: String,
        /// What the transport said.
        problem: String,
    },
    /// The thread that exports spans could not be started.
    #[error("the export thread could not be started: {0}")]
    Thread(#[source] std::io::Error),
    /// Telemetry is already set up by a guard that is still alive, and the builder asks for something else.
    #[error(
        "telemetry is already set up in this process; drop the guard of the first set-up before building another"
    )]
    AlreadyInitialised,
}

fn of_list(entry: Option<usize>) -> String {
    entry.map_or("its value".to_owned(), |entry| format!("entry {entry} of its value"))
}
