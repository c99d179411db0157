//! The agent: retrieval, then turns of model and tools until there is an answer.

use std::time::UNIX_EPOCH;

use anyhow::{Context, bail};
use async_openai::types::chat::{
    ChatCompletionMessageToolCalls, ChatCompletionRequestAssistantMessageArgs, ChatCompletionRequestMessage,
    ChatCompletionRequestSystemMessage, ChatCompletionRequestToolMessage, ChatCompletionRequestUserMessage,
};
use openinference_runtime::agent_span;

use crate::{guide, model::Model, tools};

/// A model that needs more turns than this is going round in circles.
const MAX_TURNS: usize = 5;

pub(crate) struct Agent {
    model: Model,
    session: String,
}

impl Agent {
    pub(crate) fn new(model: Model) -> Self {
        let started = UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        Self { model, session: format!("quickstart-{started}") }
    }

    #[agent_span(name = "travel_agent", session = &self.session)]
    pub(crate) async fn answer(&self, question: &str) -> anyhow::Result<String> {
        let notes = guide::search(&self.model, question).await?;
        let notes: Vec<_> = notes.iter().filter_map(|note| note.content.as_deref()).collect();
        let system = format!("You are a travel agent. Answer briefly. From the guide:\n{}", notes.join("\n"));

        let mut messages: Vec<ChatCompletionRequestMessage> = vec![
            ChatCompletionRequestSystemMessage::from(system).into(),
            ChatCompletionRequestUserMessage::from(question).into(),
        ];
        for _ in 0..MAX_TURNS {
            let request = self.model.request(messages.clone(), tools::definitions())?;
            let response = self.model.chat(request).await?;
            let choice = response.choices.into_iter().next().context("the model sent no choice")?;

            let Some(calls) = choice.message.tool_calls.filter(|calls| !calls.is_empty()) else {
                return choice.message.content.context("the model sent neither text nor tool calls");
            };
            let asked =
                ChatCompletionRequestAssistantMessageArgs::default().tool_calls(calls.clone()).build()?;
            messages.push(asked.into());
            for call in calls {
                let ChatCompletionMessageToolCalls::Function(call) = call else {
                    bail!("the model called a tool that is not a function");
                };
                let content = tools::call(&call.function).await.into();
                messages.push(ChatCompletionRequestToolMessage { content, tool_call_id: call.id }.into());
            }
        }
        bail!("no answer after {MAX_TURNS} turns")
    }
}
