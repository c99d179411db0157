//! E30 to E42: what a function does when it runs is what it did without the attribute.

mod arguments;
mod auto_traits;
mod cancellation;
mod context;
mod depth;
mod drop_order;
mod errors;
mod lazy;
mod panics;
mod places;
mod size;
mod tail_temporaries;
