//! Logos: `apollo` takes commands, `sophia` plans and simulates, `hermes` knows about language. Three HTTP services; what
//! they do for one command is one trace.

pub mod api;
pub mod apollo;
pub mod hermes;
pub mod setup;
pub mod sophia;
pub mod store;
