//! The split of a `Result`, made by method resolution so that an alias of it is seen through, and so that an
//! error that cannot be recorded does not spoil the value, nor the other way round.

use super::Probe;

/// The error of a function that returns no `Result`.
#[derive(Clone, Copy, Debug)]
pub enum Never {}

/// First: a `Result`.
impl<'a, V, E> Probe<'a, Result<V, E>> {
    /// Level 1: what `Ok` or `Err` holds.
    ///
    /// # Errors
    /// The error of the recorded value, borrowed.
    #[inline]
    pub fn __openinference_outcome(self) -> Result<&'a V, &'a E> {
        self.0.as_ref()
    }
}

/// Else: a plain value, which is always a success.
pub trait ValueLevel<'a> {
    /// The value's type.
    type Value: ?Sized;
    /// Level 2: the value.
    ///
    /// # Errors
    /// None, ever.
    fn __openinference_outcome(self) -> Result<&'a Self::Value, &'a Never>;
}

impl<'a, T: ?Sized> ValueLevel<'a> for Probe<'a, T> {
    type Value = T;

    #[inline]
    fn __openinference_outcome(self) -> Result<&'a T, &'a Never> {
        Ok(self.0)
    }
}
