//! A tool-calling agent with retrieval.

fn main() {}
