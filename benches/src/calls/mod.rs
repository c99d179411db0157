//! What is measured: calls that are annotated, and the same with a span by hand. By hand is as a careful user writes it: the
//! tracer is kept, keys are static, lists have their size from the start, nothing is computed twice.

pub mod by_hand;
mod chat;
mod exchange;
mod poll;
mod step;

pub use self::chat::{Turn, chat, conversation, turns};
pub use self::exchange::{Chunk, Exchange, answer, answers, chunk, chunks, plain_chunks, request};
pub use self::poll::{drive, once, waits, waits_by_hand};
pub use self::step::{plain, plain_async, step, step_async};
