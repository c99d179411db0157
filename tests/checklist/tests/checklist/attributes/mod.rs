//! E60 to E66: other attributes beside ours.

mod descriptions;
mod inner;
mod order;
mod others;
mod parameters;
mod stacked;
