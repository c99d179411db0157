//! From spans by themselves to a [`Trace`].

mod forest;
mod from_records;
#[cfg(test)]
mod tests;

pub(super) use self::forest::MAX_DEPTH;
pub(super) use self::from_records::build;
