//! What the command reads, finds and writes.

mod command;
mod files;
mod formats;
mod gzip;
mod json;
mod protobuf;
