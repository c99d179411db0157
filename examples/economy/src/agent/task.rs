//! One attempt at a task: turns of model and tools until there is an answer.

use anyhow::{Context as _, Result, bail, ensure};
use async_nats::jetstream::Message;
use async_openai::types::chat::{
    ChatCompletionMessageToolCalls, ChatCompletionRequestAssistantMessageArgs, ChatCompletionRequestMessage,
    ChatCompletionRequestSystemMessage, ChatCompletionRequestToolMessage, ChatCompletionRequestUserMessage,
};
use openinference_runtime::{agent_span, chain_span, propagation::http};

use super::tools::Tools;
use crate::{
    genesis::Task,
    llm_proxy::{Conversation, Said},
};

/// A model that needs more turns than this is going round in circles.
const MAX_STEPS: usize = 8;

pub(super) struct Agent {
    pub(super) http: reqwest::Client,
    pub(super) llm_proxy: String,
    pub(super) mcp_gateway: String,
}

impl Agent {
    /// A redelivered message has the headers of the first one, so a second attempt is part of the same trace.
    #[agent_span(
        name = "agent_loop",
        agent_name = &task.agent,
        parent = message,
        input = &task.goal,
        attributes("economy.attempt" = attempt)
    )]
    pub(super) async fn agent_loop(&self, message: &Message, task: &Task, attempt: i64) -> Result<String> {
        let tools = Tools::connect(&self.mcp_gateway).await?;
        let mut conversation = Conversation { messages: begin(task), tools: tools.definitions().await? };
        for _ in 0..MAX_STEPS {
            if let Some(answer) = self.step(&tools, &mut conversation).await? {
                return Ok(answer);
            }
        }
        bail!("no answer after {MAX_STEPS} steps")
    }

    /// Asks the model once, and calls the tools that it wants to be called. The answer, once there is one.
    #[chain_span(name = "step", skip_all, output = |answer| answer.as_deref().unwrap_or("called tools"))]
    async fn step(&self, tools: &Tools, conversation: &mut Conversation) -> Result<Option<String>> {
        let said = self.ask(conversation).await?;
        let Some(calls) = said.tool_calls.filter(|calls| !calls.is_empty()) else {
            return said.content.map(Some).context("the model sent neither text nor tool calls");
        };
        let asked = ChatCompletionRequestAssistantMessageArgs::default().tool_calls(calls.clone()).build()?;
        conversation.messages.push(asked.into());
        for call in calls {
            let ChatCompletionMessageToolCalls::Function(call) = call else {
                bail!("the model called a tool that is not a function");
            };
            let content = tools.call(&call.function).await?.into();
            let result = ChatCompletionRequestToolMessage { content, tool_call_id: call.id };
            conversation.messages.push(result.into());
        }
        Ok(None)
    }

    async fn ask(&self, conversation: &Conversation) -> Result<Said> {
        let request = self.http.post(format!("{}/llm", self.llm_proxy)).headers(http::headers());
        let response = request.json(conversation).send().await.context("llm_proxy is not there")?;
        let status = response.status();
        let body = response.bytes().await?;
        ensure!(status.is_success(), "llm_proxy: {status}: {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).context("llm_proxy answered otherwise than expected")
    }
}

fn begin(task: &Task) -> Vec<ChatCompletionRequestMessage> {
    let who = format!("You are {}, an agent with an account of that name. Use the tools.", task.agent);
    let goal = task.goal.as_str();
    vec![
        ChatCompletionRequestSystemMessage::from(who).into(),
        ChatCompletionRequestUserMessage::from(goal).into(),
    ]
}
