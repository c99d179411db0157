//! Where a model answers like the Anthropic API.

use std::fmt;

use anyhow::Result;

use super::{chosen, set};
use crate::{Script, scripted};

/// Where a model answers like the Anthropic API.
#[derive(Clone)]
#[non_exhaustive]
pub struct Anthropic {
    /// The base URL, with its version: `http://127.0.0.1:4010/v1`.
    pub base: String,
    /// What is sent as `x-api-key`.
    pub key: String,
}

/// The key is nobody's business.
impl fmt::Debug for Anthropic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Anthropic").field("base", &self.base).finish_non_exhaustive()
    }
}

/// `ANTHROPIC_BASE_URL` (without a version, as Anthropic's own clients have it) and `ANTHROPIC_API_KEY`; with neither, a
/// scripted model that says what the file in `MODEL_SCRIPT`, or else `script`, says.
///
/// # Errors
/// When there is no such script or no port for it.
pub async fn endpoint(script: &str) -> Result<Anthropic> {
    let (base, key) = (set("ANTHROPIC_BASE_URL"), set("ANTHROPIC_API_KEY"));
    if base.is_some() || key.is_some() {
        let base = base.unwrap_or_else(|| "https://api.anthropic.com".to_owned());
        return Ok(Anthropic { base: format!("{base}/v1"), key: key.unwrap_or_default() });
    }
    let script: Script = chosen(script)?;
    let address = scripted::start(script).await?;
    Ok(Anthropic { base: format!("http://{address}/v1"), key: "scripted".to_owned() })
}
