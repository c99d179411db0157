//! Which model to talk to: the one the environment names, else a scripted one in this process.

use std::env;

use anyhow::ensure;
use async_openai::config::{Config, OpenAIConfig};

use crate::scripted;

/// The client's configuration. With `OPENAI_API_KEY` or `OPENAI_BASE_URL` it is the client's own.
pub(crate) async fn choose() -> anyhow::Result<OpenAIConfig> {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("OPENAI_API_KEY") || is_set("OPENAI_BASE_URL") {
        let config = OpenAIConfig::new();
        ensure!(
            cfg!(feature = "https") || !config.api_base().starts_with("https:"),
            "{} needs TLS, which this build leaves out: add `--features https`",
            config.api_base()
        );
        return Ok(config);
    }
    let address = scripted::start().await?;
    Ok(OpenAIConfig::new().with_api_base(format!("http://{address}/v1")).with_api_key("scripted"))
}
