//! What the command reads, finds and writes.

mod command;
mod files;
mod formats;
mod json;
mod protobuf;
