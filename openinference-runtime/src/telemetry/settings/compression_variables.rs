//! The variables that say how requests are compressed.

use super::{compression::Compression, env::Environment, parse};
use crate::telemetry::InitError;

/// The variable of one signal before the one of all.
pub(super) type CompressionVariables = [&'static str; 2];

impl Compression {
    pub(super) fn resolve(
        in_code: Option<Self>,
        variables: &CompressionVariables,
        environment: &Environment,
    ) -> Result<Self, InitError> {
        if let Some(compression) = in_code {
            return Ok(compression);
        }
        let Some((name, value)) = environment.first(variables) else { return Ok(Self::None) };
        match value.to_ascii_lowercase().as_str() {
            "gzip" => Ok(Self::Gzip),
            "none" => Ok(Self::None),
            _ => Err(parse::refused(name, "`gzip` or `none`")),
        }
    }
}
