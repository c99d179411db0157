//! States of telemetry, each of a process of its own: what is set up stays.

mod off;
mod recorded;
mod scene;
mod unconfigured;
mod unsampled;

pub use self::scene::Scene;
