//! Without the SDK there is nothing to make it with: its variables speak of other programs.

use super::{Choices, Environment};
use crate::telemetry::InitError;

/// Nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SdkSettings;

impl SdkSettings {
    pub(super) fn resolve(
        _: &Choices,
        _: &Environment,
        _: &Environment,
        _: &mut Vec<String>,
    ) -> Result<Self, InitError> {
        Ok(Self)
    }
}
