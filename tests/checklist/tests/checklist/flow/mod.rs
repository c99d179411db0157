//! E20 to E29: control flow, and types that are inferred from the signature.

mod body_items;
mod borrowed_returns;
mod coercions;
mod dynamic_arguments;
mod early_return;
mod nested;
mod never;
mod question_mark;
mod self_types;
