//! What `curl` does, for where there is none.

use anyhow::{Context as _, Result, ensure};
use example_support::endpoint::set;

use crate::service::{PATH, Problem, Report};

/// Asks the service at `MATS_URL`.
///
/// # Errors
/// When it is not there, or fails.
pub async fn ask(problem: &str) -> Result<Report> {
    let base = set("MATS_URL").context("MATS_URL is not set: where is the service?")?;
    let problem = Problem { problem: problem.to_owned() };
    let request = reqwest::Client::new().post(format!("{base}{PATH}")).json(&problem);
    let response = request.send().await.context("the service is not there")?;
    let status = response.status();
    let body = response.bytes().await?;
    ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).context("the service answered otherwise than expected")
}
