//! What instrumentation must never do to its host.

mod abort;
mod foreign_code;
mod lent_context;
mod nesting;
mod panicking;
#[cfg(unix)]
mod programs;
mod thread_end;
