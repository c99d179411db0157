//! The program and its tests, which know nothing of the release.

use anyhow::{Context as _, Result};
use futures_util::{StreamExt as _, TryStreamExt as _};
use openinference_client_tests::{attributes, recorded};
use openinference_runtime::testing::{SpanStatus, capture};
use openinference_runtime::{embedding_span, llm_span};
use serde_json::Value;

use super::client::{
    ChatCompletionResponseStream, Client, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateEmbeddingRequest, CreateEmbeddingResponse, OpenAIConfig, OpenAIError,
};

type OpenAi = Client<OpenAIConfig>;

#[llm_span]
async fn chat(
    client: &OpenAi,
    request: CreateChatCompletionRequest,
) -> Result<CreateChatCompletionResponse, OpenAIError> {
    client.chat().create(request).await
}

#[llm_span]
async fn chat_stream(
    client: &OpenAi,
    request: CreateChatCompletionRequest,
) -> Result<ChatCompletionResponseStream, OpenAIError> {
    client.chat().create_stream(request).await
}

#[embedding_span]
async fn embed(
    client: &OpenAi,
    request: CreateEmbeddingRequest,
) -> Result<CreateEmbeddingResponse, OpenAIError> {
    client.embeddings().create(request).await
}

/// The same calls without types.
#[llm_span]
async fn chat_untyped(request: Value, response: Value) -> Result<Value> {
    let _ = request;
    Ok(response)
}

#[embedding_span]
async fn embed_untyped(request: Value, response: Value) -> Result<Value> {
    let _ = request;
    Ok(response)
}

fn client(url: &str) -> OpenAi {
    Client::with_config(OpenAIConfig::new().with_api_base(url).with_api_key("none"))
}

const CHATS: &[&str] = &[
    "chat",
    "chat with two choices",
    "chat about an image",
    "chat that calls tools",
    "chat after a tool",
    "chat that is refused",
];

#[tokio::test]
async fn a_typed_call_says_what_its_json_says() -> Result<()> {
    for name in CHATS {
        let case = recorded::case(name)?;
        let url = recorded::server(&case).await?;
        let request = serde_json::from_value(case.request.clone()).context(*name)?;
        let (answer, typed) = capture(chat(&client(&url), request)).await;
        answer?;
        let response = case.response().context("a document")?;
        let (_, untyped) = capture(chat_untyped(case.request.clone(), response)).await;
        let (typed, untyped) = (attributes(&typed.roots[0], "llm.")?, attributes(&untyped.roots[0], "llm.")?);
        assert_eq!(typed, untyped, "{name}");
        assert!(typed.contains_key("llm.output_messages.0.message.role"), "{name}: {typed:#?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_typed_stream_is_put_together() -> Result<()> {
    for (name, answer) in [("chat stream", "chat"), ("chat stream that calls tools", "chat that calls tools")]
    {
        let case = recorded::case(name)?;
        let url = recorded::server(&case).await?;
        let request = serde_json::from_value(case.request.clone()).context(name)?;
        let (items, trace) = capture(async {
            let stream = chat_stream(&client(&url), request).await?;
            stream.try_collect::<Vec<_>>().await
        })
        .await;
        assert!(items?.len() > 3, "{name}");
        // What the same answer says when it comes at once.
        let whole = recorded::case(answer)?;
        let (_, untyped) =
            capture(chat_untyped(whole.request.clone(), whole.response().context("a document")?)).await;
        let of_answer = "llm.output_messages.";
        assert_eq!(
            attributes(&trace.roots[0], of_answer)?,
            attributes(&untyped.roots[0], of_answer)?,
            "{name}"
        );
        assert!(trace.roots[0].event("First Token Stream Event").is_some(), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_typed_stream_that_is_dropped_early_keeps_what_arrived() -> Result<()> {
    let case = recorded::case("chat stream")?;
    let url = recorded::server(&case).await?;
    let request = serde_json::from_value(case.request.clone())?;
    let (items, trace) = capture(async {
        let stream = chat_stream(&client(&url), request).await?;
        Ok::<_, OpenAIError>(stream.take(2).collect::<Vec<_>>().await.len())
    })
    .await;
    assert_eq!(items?, 2);
    assert_eq!(trace.roots[0].text("llm.output_messages.0.message.content"), Some("Sun"));
    assert_eq!(trace.roots[0].status, SpanStatus::Unset);
    Ok(())
}

#[tokio::test]
async fn typed_embeddings_have_texts_and_vectors() -> Result<()> {
    let case = recorded::case("embeddings")?;
    let url = recorded::server(&case).await?;
    let request = serde_json::from_value(case.request.clone())?;
    let (answer, typed) = capture(embed(&client(&url), request)).await;
    answer?;
    let response = case.response().context("a document")?;
    let (_, untyped) = capture(embed_untyped(case.request.clone(), response)).await;
    let typed = attributes(&typed.roots[0], "embedding.")?;
    assert_eq!(typed, attributes(&untyped.roots[0], "embedding.")?);
    assert!(typed.contains_key("embedding.embeddings.1.embedding.vector"), "{typed:#?}");
    Ok(())
}

#[tokio::test]
async fn an_error_of_the_api_is_the_calls_error() -> Result<()> {
    // Where it is told to wait, the client tries again.
    let case = recorded::case("chat with an error")?.with_status(400);
    let url = recorded::server(&case).await?;
    let request = serde_json::from_value(case.request.clone())?;
    let (answer, trace) = capture(chat(&client(&url), request)).await;
    assert!(answer.is_err());
    assert!(trace.roots[0].status.is_error());
    assert_eq!(trace.roots[0].text("llm.request.model_name"), Some("gpt-4o"));
    Ok(())
}
