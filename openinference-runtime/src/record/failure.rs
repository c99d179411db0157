//! What a returned error says of itself: *`Error` > boxed errors > `Display` > `Debug` > its type's name*,
//! chosen by method resolution like in [`super::probe`], in the three steps of `(&&probe(&&error)).__openinference_error()`.

use std::any::type_name;
use std::error::Error;
use std::fmt::{self, Debug, Display, Write as _};

use super::captured::FAILED;
use super::debug::format_display;
use super::exception::Exception;
use super::{Probe, RecordError, format_debug};
use crate::config::{Hidden, REDACTED, TraceConfig};
use crate::foreign_code;
use crate::panics::catch_panic;
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE};

/// How many causes of an error are written down.
const MAX_SOURCES: usize = 32;

/// A borrowed error and what was found out about it.
#[derive(Clone, Copy)]
#[must_use]
pub struct Failure<'a> {
    type_name: &'static str,
    says: Says<'a>,
}

#[derive(Clone, Copy)]
enum Says<'a> {
    Error(&'a (dyn Error + 'a)),
    Display(&'a dyn Display),
    Debug(&'a dyn Debug),
    Nothing,
}

impl Failure<'_> {
    /// An error that can be shown.
    pub(crate) fn shown<E: Display>(error: &E) -> Failure<'_> {
        Failure { type_name: type_name::<E>(), says: Says::Display(error) }
    }

    /// An error of which only the type is known.
    pub(crate) fn named<E>(_: &E) -> Failure<'_> {
        Failure { type_name: type_name::<E>(), says: Says::Nothing }
    }

    /// An error with its causes.
    pub(crate) fn error<E: Error>(error: &E) -> Failure<'_> {
        Failure { type_name: type_name::<E>(), says: Says::Error(error) }
    }

    /// Formats the error; each text is cut at the length limit of a value.
    pub(crate) fn exception(&self, config: &TraceConfig) -> Exception {
        foreign_code::run(|| self.describe(config))
    }

    fn describe(&self, config: &TraceConfig) -> Exception {
        let limit = config.recording_limit();
        // What is hidden is not formatted.
        let text = |key: KeyPattern, format: &dyn Fn() -> Result<String, RecordError>| {
            let is_visible = config.hides_key(key) == Hidden::Visible;
            if is_visible { format().unwrap_or_else(|_| FAILED.to_owned()) } else { REDACTED.to_owned() }
        };
        let message =
            |format: &dyn Fn() -> Result<String, RecordError>| Some(text(EXCEPTION_MESSAGE, format));
        let message = match self.says {
            Says::Error(error) => message(&|| format_display(&error, limit, config)),
            Says::Display(value) => message(&|| format_display(&value, limit, config)),
            Says::Debug(value) => message(&|| format_debug(&value, limit, config)),
            Says::Nothing => None,
        };
        let trace = match self.says {
            Says::Error(error) if catch_panic(|| error.source().is_some()) == Some(true) => {
                Some(text(EXCEPTION_STACKTRACE, &|| format_display(&Sources(error), limit, config)))
            }
            _ => None,
        };
        Exception { type_name: self.type_name.to_owned(), message, trace }
    }
}

/// What has caused an error, each cause on a line.
struct Sources<'a>(&'a (dyn Error + 'a));

impl Display for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut source = self.0.source();
        for at in 0..MAX_SOURCES {
            let Some(cause) = source else { return Ok(()) };
            if at > 0 {
                f.write_char('\n')?;
            }
            write!(f, "caused by: {cause}")?;
            source = cause.source();
        }
        f.write_str("\n…")
    }
}

/// First: an error.
pub trait ErrorLevel<'a> {
    /// Level 1: what the error says, with its sources.
    fn __openinference_error(&self) -> Failure<'a>;
}

impl<'a, T: Error + ?Sized> ErrorLevel<'a> for &Probe<'a, T> {
    #[inline]
    fn __openinference_error(&self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Error(self.0) }
    }
}

/// Second: a box for errors that cross threads (`anyhow::Error`, `Box<dyn Error + Send + Sync>`).
pub trait SyncErrorLevel<'a> {
    /// Level 2: what the error in the box says, with its sources.
    fn __openinference_error(&self) -> Failure<'a>;
}

impl<'a, T: AsRef<dyn Error + Send + Sync + 'static> + ?Sized> SyncErrorLevel<'a> for &&Probe<'a, T> {
    #[inline]
    fn __openinference_error(&self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Error((*self.0).as_ref()) }
    }
}

/// Third: any other box for errors.
pub trait BoxedErrorLevel<'a> {
    /// Level 3: what the error in the box says, with its sources.
    fn __openinference_error(&mut self) -> Failure<'a>;
}

impl<'a, T: AsRef<dyn Error + 'static> + ?Sized> BoxedErrorLevel<'a> for &&Probe<'a, T> {
    #[inline]
    fn __openinference_error(&mut self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Error((*self.0).as_ref()) }
    }
}

/// Fourth: something that can be shown.
impl<'a, T: Display + ?Sized> Probe<'a, T> {
    /// Level 4: what it says as `Display`.
    #[inline]
    pub fn __openinference_error(&self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Display(self.0) }
    }
}

/// Fifth: something that can be debugged.
pub trait DebugErrorLevel<'a> {
    /// Level 5: what it says as `Debug`.
    fn __openinference_error(&self) -> Failure<'a>;
}

impl<'a, T: Debug + ?Sized> DebugErrorLevel<'a> for Probe<'a, T> {
    #[inline]
    fn __openinference_error(&self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Debug(self.0) }
    }
}

/// Last: only its type is known.
pub trait NothingLevel<'a> {
    /// Level 6: the name of its type.
    fn __openinference_error(self) -> Failure<'a>;
}

impl<'a, T: ?Sized> NothingLevel<'a> for Probe<'a, T> {
    #[inline]
    fn __openinference_error(self) -> Failure<'a> {
        Failure { type_name: type_name::<T>(), says: Says::Nothing }
    }
}
