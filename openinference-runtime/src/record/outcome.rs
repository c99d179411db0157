//! The split of a `Result`, made by method resolution so that an alias of it is seen through, and so that an
//! error that cannot be recorded does not spoil the value, nor the other way round.

use super::Probe;

/// The error of a function that returns no `Result`.
#[derive(Clone, Copy, Debug)]
pub enum Never {}

/// First: a `Result`.
pub trait ResultLevel {
    /// What `Ok` holds.
    type Value;
    /// What `Err` holds.
    type Error;
    /// See the module.
    ///
    /// # Errors
    /// The error of the recorded value, borrowed.
    fn __openinference_outcome(&self) -> Result<&Self::Value, &Self::Error>;
}

impl<V, E> ResultLevel for &Probe<'_, Result<V, E>> {
    type Value = V;
    type Error = E;

    #[inline]
    fn __openinference_outcome(&self) -> Result<&V, &E> {
        self.0.as_ref()
    }
}

/// Else: a plain value, which is always a success.
pub trait ValueLevel {
    /// The value's type.
    type Value: ?Sized;
    /// See the module.
    ///
    /// # Errors
    /// None, ever.
    fn __openinference_outcome(&self) -> Result<&Self::Value, &Never>;
}

impl<T: ?Sized> ValueLevel for Probe<'_, T> {
    type Value = T;

    #[inline]
    fn __openinference_outcome(&self) -> Result<&T, &Never> {
        Ok(self.0)
    }
}
