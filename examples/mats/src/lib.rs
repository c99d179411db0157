//! An agent that finds out why something does not work: it asks a Gemini model whom to ask, and specialists, each an
//! agent with tools and a model of its own, look at the network and into logs.

pub mod ask;
mod conversation;
pub mod gemini;
pub mod orchestrator;
pub mod service;
mod specialist;
