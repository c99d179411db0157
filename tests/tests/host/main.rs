//! What instrumentation must never do to its host.

mod foreign_code;
mod panicking;
mod thread_end;
