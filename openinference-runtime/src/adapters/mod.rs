//! Types of client crates that say nothing about themselves: neither do they serialise, nor can a shape be read from their
//! `Debug`. Each adapter says what a value would be on the wire, and the shape of the API reads that.

#[cfg(feature = "bedrock")]
mod bedrock;
#[cfg(feature = "mcp-server")]
mod rmcp;
