//! What the tasks and the tests share: where the workspace is, how a Phoenix is installed and run, which tables
//! of the documentation are written from the code, how the example systems are started.

pub mod aimock;
mod child_guard;
pub mod collector;
pub mod compose;
mod debian;
pub mod demo;
pub mod grafana;
pub mod litellm;
pub mod live;
pub mod live_tests;
pub mod nats;
pub mod npm;
pub mod peers;
pub mod phoenix;
mod ports;
pub mod postgres;
pub mod prometheus;
pub mod providers;
pub mod reference;
pub mod rotel;
pub mod screenshots;
pub mod tables;
pub mod workspace;
