//! The structure of the published crates, read from their source: which file names an item of which other file.
//!
//! [`Crate::read`] follows the `mod` lines from `lib.rs`, [`edges`] resolves every path (in `use`, in code, in the tokens of
//! macros) through re-exports to the file that defines the item. Methods that are called on a value name no file; [`hooks`] finds
//! those that another module fills in. What is `#[cfg(test)]` is left out.

mod cfg;
mod circles;
mod crate_source;
mod edges;
mod feature_cfgs;
mod hooks;
mod layers;
mod resolve;
mod tokens;

pub use self::cfg::Features;
pub use self::circles::circles;
pub use self::crate_source::{Binding, Crate, Module, ModuleId, Source};
pub use self::edges::{Edge, edges};
pub use self::feature_cfgs::{FeatureCfg, feature_cfgs};
pub use self::hooks::hooks;
pub use self::layers::{Layer, Layers};
pub use self::resolve::{Target, resolve};
