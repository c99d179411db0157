//! E01 to E17: what a function may look like.

mod arguments;
mod async_trait;
mod futures;
mod generics;
mod impl_blocks;
mod impl_returns;
mod lifetimes;
mod more;
mod outputs;
mod patterns;
mod qualifiers;
mod receivers;
mod streams;
mod synchronous;
mod traits;
