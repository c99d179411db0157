//! OpenTelemetry's GenAI conventions beside those of OpenInference.
//!
//! Both ways are as the reference implementations have them, without their known faults: the arguments of a tool are its
//! input and not its schema, the model that answered is not the one that was asked, and reasoning is not lost.

mod names;
mod provider;
mod write;

pub(crate) use self::write::write;
