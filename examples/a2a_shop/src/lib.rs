//! A shop whose agents ask each other: `sales` answers people, and asks `product` and `inventory`. They talk by the
//! Agent2Agent protocol, their tools are behind a server of the Model Context Protocol, and two kinds of models stand
//! behind them. What they do for one question is one trace.

pub mod a2a;
pub mod agent;
pub mod cli;
pub mod model;
pub mod monitor;
pub mod setup;
pub mod tools;
