//! What is said, whoever's model says it.

use serde_json::{Map, Value};

/// What was said so far, and what the model may do.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    /// What the model is told that it is.
    pub system: String,
    /// What was said.
    pub turns: Vec<Turn>,
    /// What the model may call.
    pub tools: Vec<Tool>,
}

/// A turn of a conversation.
#[derive(Clone, Debug)]
pub enum Turn {
    /// Somebody asks.
    User(String),
    /// The model calls tools.
    Calls(Vec<Call>),
    /// What the tools of the turn before said, in the order of the calls.
    Results(Vec<(Call, String)>),
}

/// A tool that a model may call.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The schema of its arguments.
    pub schema: Value,
}

/// A call of a tool.
#[derive(Clone, Debug)]
pub struct Call {
    /// The model's identifier of the call.
    pub id: String,
    /// The tool.
    pub name: String,
    /// What it is called with.
    pub arguments: Map<String, Value>,
}

/// What a model says.
#[derive(Clone, Debug)]
pub enum Said {
    /// Its answer.
    Text(String),
    /// That it wants tools to be called.
    Calls(Vec<Call>),
}
