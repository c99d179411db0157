//! Setup: from environment variables to a running pipeline.

/// Placeholder until the pipeline lands.
pub fn init() {}
