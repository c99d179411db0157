//! One answer: turns of model and tools until there is one.

use anyhow::{Context as _, Result, bail};
use openinference_runtime::{agent_span, chain_span};
use serde_json::json;

use super::{Role, tools::Tools};
use crate::{
    a2a::{Answerer, Message, Peer},
    model::{Call, Conversation, Model, Said, Tool, Turn},
    monitor::Messages,
};

/// A model that needs more turns than this is going round in circles.
const MAX_STEPS: usize = 8;

#[derive(Debug)]
pub(super) struct Agent {
    pub(super) role: &'static Role,
    pub(super) model: Model,
    /// Servers of the Model Context Protocol, the shop's own first.
    pub(super) servers: Vec<String>,
    pub(super) peers: Vec<Peer>,
    pub(super) messages: Messages,
}

impl Answerer for Agent {
    fn name(&self) -> &str {
        self.role.name
    }

    fn description(&self) -> &str {
        self.role.description
    }

    async fn answer(&self, message: &Message) -> Result<String> {
        self.run(message).await
    }
}

impl Agent {
    /// The message says which trace it belongs to; where it does not, the headers have.
    #[agent_span(
        name = format!("{} agent", self.role.name),
        agent_name = self.role.name,
        parent = message.metadata.as_ref(),
        session = &message.context_id,
        input = message.text()
    )]
    async fn run(&self, message: &Message) -> Result<String> {
        // A connection of its own to each server: one that was restarted since is there again.
        let tools = Tools::connect(&self.servers, self.role.tools).await?;
        let mut conversation = Conversation {
            system: format!("You are the {} agent of a shop for outdoor clothes.", self.role.name),
            turns: vec![Turn::User(message.text())],
            tools: tools.definitions().chain(self.peers.iter().map(definition)).collect(),
        };
        for _ in 0..MAX_STEPS {
            if let Some(answer) = self.step(&tools, &mut conversation, &message.context_id).await? {
                return Ok(answer);
            }
        }
        bail!("no answer after {MAX_STEPS} steps")
    }

    /// Asks the model once, and calls what it wants to be called. The answer, once there is one.
    #[chain_span(name = "step", skip_all, output = |answer| answer.as_deref().unwrap_or("called tools"))]
    async fn step(
        &self,
        tools: &Tools,
        conversation: &mut Conversation,
        context_id: &str,
    ) -> Result<Option<String>> {
        let calls = match self.model.say(conversation).await? {
            Said::Text(answer) => return Ok(Some(answer)),
            Said::Calls(calls) => calls,
        };
        conversation.turns.push(Turn::Calls(calls.clone()));
        let mut results = Vec::new();
        for call in calls {
            let result = match self.peers.iter().find(|peer| peer.tool() == call.name) {
                Some(peer) => self.ask(peer, &call, context_id).await?,
                None => tools.call(&call).await?,
            };
            results.push((call, result));
        }
        conversation.turns.push(Turn::Results(results));
        Ok(None)
    }

    /// Another agent that fails is no failure of this one: the model is told, and can react to it.
    async fn ask(&self, peer: &Peer, call: &Call, context_id: &str) -> Result<String> {
        let question = call.arguments.get("question").and_then(|question| question.as_str());
        let question = question.with_context(|| format!("{} without a question", call.name))?;
        let answer = peer.ask(question, context_id).await;
        self.messages.sent(self.role.name, &peer.card.name, &answer);
        Ok(answer.unwrap_or_else(|error| format!("error: {error}")))
    }
}

fn definition(peer: &Peer) -> Tool {
    let question = json!({ "type": "string", "description": "What to ask." });
    Tool {
        name: peer.tool(),
        description: format!("Asks another agent: {}", peer.card.description),
        schema: json!({ "type": "object", "properties": { "question": question }, "required": ["question"] }),
    }
}
