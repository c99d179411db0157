//! Real clients that write spans of their own by OpenTelemetry's GenAI conventions, through `tracing`.

use anyhow::Result;
use genai::adapter::AdapterKind;
use genai::chat::ChatRequest;
use genai::resolver::{AuthData, Endpoint, ServiceTargetResolver};
use genai::{Client, ModelIden, ServiceTarget};
use openinference_client_tests::{attribute, recording, server, traced};
use openinference_runtime::llm_span;
use openinference_runtime::testing::{Node, Trace};
use rig_core::DynModel;
use rig_core::completion::CompletionRequest;
use rig_core::operation::Completion;
use rig_core::providers::openai::OpenAIConfig;
use serde_json::json;

async fn rig() -> Result<DynModel<Completion>> {
    Ok(OpenAIConfig::new("key").with_base_url(server().await?).client().chat("gpt-4o").into())
}

async fn ask_rig(model: &DynModel<Completion>) -> Result<()> {
    model.call(CompletionRequest::new("Weather?")).await?;
    Ok(())
}

async fn genai() -> Result<Client> {
    let url = format!("{}/", server().await?);
    let resolver = ServiceTargetResolver::from_resolver_fn(move |target: ServiceTarget| {
        Ok(ServiceTarget {
            endpoint: Endpoint::from_owned(url.clone()),
            auth: AuthData::from_single("key"),
            model: ModelIden::new(AdapterKind::OpenAI, target.model.model_name),
        })
    });
    Ok(Client::builder().with_service_target_resolver(resolver).build()?)
}

async fn ask_genai(client: &Client) -> Result<()> {
    client.exec_chat("gpt-4o", ChatRequest::from_user("Weather?"), None).await?;
    Ok(())
}

#[track_caller]
fn assert_call(call: &Node, trace: &Trace) {
    assert_eq!(call.kind, "LLM", "{trace:#}");
    for (key, expected) in [
        ("llm.provider", json!("openai")),
        ("llm.system", json!("openai")),
        ("llm.request.model_name", json!("gpt-4o")),
        ("llm.response.model_name", json!("gpt-4o-2024-08-06")),
        ("llm.token_count.prompt", json!(10)),
        ("llm.token_count.prompt_details.cache_read", json!(4)),
        ("llm.token_count.completion", json!(2)),
        ("llm.cost.total", json!(28.0)),
    ] {
        assert_eq!(attribute(call, key), Some(expected), "{key} in {trace:#}");
    }
}

/// Our span has what the client counted, and the client's counts nothing.
#[track_caller]
fn assert_counted_once(trace: &Trace) {
    let [call] = trace.roots.as_slice() else { panic!("one trace: {trace:#}") };
    assert_call(call, trace);
    let [part] = call.children.as_slice() else { panic!("one span of the client: {trace:#}") };
    assert_eq!(part.kind, "CHAIN", "{trace:#}");
    for key in ["llm.token_count.prompt", "llm.cost.total", "gen_ai.usage.input_tokens"] {
        assert_eq!(attribute(part, key), None, "{key} in {trace:#}");
    }
}

#[tokio::test]
async fn a_span_of_rig_becomes_an_llm_span() -> Result<()> {
    let (recording, model) = (recording(), rig().await?);
    traced(&recording, ask_rig(&model)).await?;
    let trace = recording.trace();
    assert_call(&trace.roots[0], &trace);
    Ok(())
}

#[tokio::test]
async fn a_span_of_genai_becomes_an_llm_span() -> Result<()> {
    let (recording, client) = (recording(), genai().await?);
    traced(&recording, ask_genai(&client)).await?;
    let trace = recording.trace();
    assert_call(&trace.roots[0], &trace);
    assert_eq!(attribute(&trace.roots[0], "llm.finish_reason"), Some(json!("stop")));
    Ok(())
}

#[tokio::test]
async fn an_llm_span_around_rig_counts_its_tokens_once() -> Result<()> {
    #[llm_span(skip(model))]
    async fn chat(model: &DynModel<Completion>, question: &str) -> Result<String> {
        ask_rig(model).await?;
        Ok(question.to_owned())
    }
    let (recording, model) = (recording(), rig().await?);
    traced(&recording, chat(&model, "Weather?")).await?;
    assert_counted_once(&recording.trace());
    Ok(())
}

#[tokio::test]
async fn an_llm_span_around_genai_counts_its_tokens_once() -> Result<()> {
    #[llm_span(skip(client))]
    async fn chat(client: &Client, question: &str) -> Result<String> {
        ask_genai(client).await?;
        Ok(question.to_owned())
    }
    let (recording, client) = (recording(), genai().await?);
    traced(&recording, chat(&client, "Weather?")).await?;
    assert_counted_once(&recording.trace());
    Ok(())
}
