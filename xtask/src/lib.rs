//! What the tasks and the tests share: where the workspace is, how a Phoenix is installed and run, which tables
//! of the documentation are written from the code.

pub mod aimock;
pub mod compose;
pub mod litellm;
pub mod nats;
pub mod peers;
pub mod phoenix;
pub mod providers;
pub mod reference;
pub mod tables;
pub mod workspace;
