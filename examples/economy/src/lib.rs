//! An economy of agents: `genesis` brings an agent into the world, `economy` keeps the accounts, `agent` works on what it
//! was brought into the world for, with a model behind `llm_proxy` and tools behind `mcp_gateway`. They talk over NATS,
//! JetStream, HTTP and the Model Context Protocol, each in a process of its own, and what they do for one request is one
//! trace.

pub mod agent;
pub mod benchmark;
pub mod bus;
pub mod economy;
pub mod genesis;
pub mod ledger;
pub mod llm_proxy;
pub mod mcp_gateway;
pub mod scenario;
pub mod setup;
