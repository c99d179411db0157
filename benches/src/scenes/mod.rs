//! States of telemetry, each of a process of its own: what is set up stays.

mod batch;
mod burst;
mod export;
mod growth;
mod held;
mod off;
mod recorded;
mod scene;
mod threads;
mod unconfigured;
mod unsampled;

pub use self::scene::Scene;
