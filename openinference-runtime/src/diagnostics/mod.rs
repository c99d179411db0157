//! What the crate has to tell a person, each thing once: on stderr, unless set-up was told to be quiet.

pub(crate) mod attribute_limit;
pub(crate) mod nesting_limit;
pub(crate) mod notices;
#[cfg(feature = "sdk")]
pub(crate) mod sharded_counter;
pub(crate) mod version_mismatch;
