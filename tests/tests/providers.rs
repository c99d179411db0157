//! Calls of the providers' own SDKs, sent from here to a server on loopback: what the spans say, and what those of the
//! reference's instrumentation say of the same calls.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use openinference_tests::providers::{PROVIDERS, call, differences, recorded};
use openinference_tests::reference::{Comparison, attributes};
use openinference_tests::scripted::server;

#[tokio::test]
async fn spans_say_what_the_reference_says_of_the_same_calls() -> Result<()> {
    let cases = recorded()?;
    let url = server(&cases).await?;
    let mut comparison = Comparison::new(differences()?);
    for (provider, cases) in &cases {
        for case in cases {
            let Some(expected) = &case.attributes else { continue };
            let name = format!("{provider}: {}", case.name);
            let trace = call(&url, provider, case).await.with_context(|| name.clone())?;
            comparison.case(&name, &attributes(&trace.roots[0])?, expected);
        }
    }
    comparison.finish();
    Ok(())
}

#[tokio::test]
async fn each_provider_is_understood() -> Result<()> {
    let cases = recorded()?;
    let url = server(&cases).await?;
    for provider in PROVIDERS {
        let mut said = String::new();
        for case in &cases[*provider] {
            writeln!(said, "## {}", case.name)?;
            let trace = call(&url, provider, case).await.with_context(|| case.name.clone())?;
            for (key, value) in attributes(&trace.roots[0])? {
                let moment = key == "gen_ai.response.time_to_first_chunk";
                writeln!(said, "{key}: {}", if moment { "[seconds]".to_owned() } else { value.to_string() })?;
            }
            writeln!(said)?;
        }
        insta::assert_snapshot!(*provider, said);
    }
    Ok(())
}
