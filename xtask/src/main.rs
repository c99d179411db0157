//! Everything CI and a contributor run.

fn main() {}
