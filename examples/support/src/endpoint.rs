//! Which model to talk to: the one that the environment names, else a scripted one in this process.

pub mod anthropic;

use std::{env, fmt, io, path::Path};

use anyhow::Result;

use crate::{Script, scripted};

/// The file of the script, instead of the example's own.
pub const SCRIPT: &str = "MODEL_SCRIPT";

/// Where a model answers like the OpenAI API.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OpenAi {
    /// The base URL, with its version: `http://127.0.0.1:4010/v1`.
    pub base: String,
    /// What is sent as bearer token.
    pub key: String,
}

impl OpenAi {
    /// A scripted model in this process.
    ///
    /// # Errors
    /// When there is no port for it.
    pub async fn scripted(script: Script) -> io::Result<Self> {
        let address = scripted::start(script).await?;
        Ok(Self { base: format!("http://{address}/v1"), key: "scripted".to_owned() })
    }
}

/// `OPENAI_BASE_URL` and `OPENAI_API_KEY`; with neither, a scripted model that says what the file in `MODEL_SCRIPT`, or
/// else `script`, says.
///
/// # Errors
/// When there is no such script or no port for it.
pub async fn openai(script: &str) -> Result<OpenAi> {
    let (base, key) = (set("OPENAI_BASE_URL"), set("OPENAI_API_KEY"));
    if base.is_some() || key.is_some() {
        let base = base.unwrap_or_else(|| "https://api.openai.com/v1".to_owned());
        return Ok(OpenAi { base, key: key.unwrap_or_default() });
    }
    Ok(OpenAi::scripted(chosen(script)?).await?)
}

/// Where models answer like Google's Gemini API.
#[derive(Clone)]
#[non_exhaustive]
pub struct Gemini {
    /// The base URL, without a version: `https://generativelanguage.googleapis.com`.
    pub base: String,
    /// What is sent as `x-goog-api-key`.
    pub key: String,
}

impl Gemini {
    /// A scripted model in this process.
    ///
    /// # Errors
    /// When there is no port for it.
    pub async fn scripted(script: Script) -> io::Result<Self> {
        let address = scripted::start(script).await?;
        Ok(Self { base: format!("http://{address}"), key: "scripted".to_owned() })
    }
}

/// The key is nobody's business.
impl fmt::Debug for Gemini {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gemini").field("base", &self.base).finish_non_exhaustive()
    }
}

/// `GOOGLE_GEMINI_BASE_URL` and `GEMINI_API_KEY`; with neither, a scripted model that says what the file in
/// `MODEL_SCRIPT`, or else `script`, says.
///
/// # Errors
/// When there is no such script or no port for it.
pub async fn gemini(script: &str) -> Result<Gemini> {
    let (base, key) = (set("GOOGLE_GEMINI_BASE_URL"), set("GEMINI_API_KEY"));
    if base.is_some() || key.is_some() {
        let base = base.unwrap_or_else(|| "https://generativelanguage.googleapis.com".to_owned());
        return Ok(Gemini { base, key: key.unwrap_or_default() });
    }
    Ok(Gemini::scripted(chosen(script)?).await?)
}

/// The script in the file that `MODEL_SCRIPT` names, or else this one.
fn chosen(script: &str) -> Result<Script> {
    match set(SCRIPT) {
        Some(file) => Script::read(Path::new(&file)),
        None => Script::parse(script),
    }
}

/// A variable that is there and not empty.
#[must_use]
pub fn set(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.is_empty())
}
