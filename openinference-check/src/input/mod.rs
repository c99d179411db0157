//! Reading files of spans, whatever is wrong with them.

mod collected;
mod gzip;
mod id;
mod json;
mod otlp;
mod protobuf;
mod read;
mod wire;

pub use self::collected::{Input, Problem};
