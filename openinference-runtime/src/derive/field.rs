//! What a field may be for a key, and the choice *our trait > `Serialize` > the compiler's message*.

use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use crate::config::TraceConfig;
use crate::json::JsonRef;
use crate::record::to_tape;

/// How many times the length limit of one value is read from a field: it may become many attributes.
const LIMITS: usize = 64;

/// What a field can be said to be, as markers.
pub mod role {
    macro_rules! markers {
        ($($(#[$doc:meta])* $name:ident)*) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}
        )*};
    }

    markers! {
        /// Text.
        Text
        /// A list of texts.
        Texts
        /// A whole number that is not negative.
        Count
        /// A number.
        Number
        /// Text or a whole number.
        Identifier
        /// Anything that serialises.
        Json
        /// Messages of a conversation.
        Messages
        /// Definitions of tools.
        Tools
        /// Calls of tools.
        ToolCalls
        /// Pieces of calls of tools.
        ToolCallChunks
        /// Counts of tokens.
        TokenCount
        /// What a call has cost, in US dollars.
        Cost
        /// Documents.
        Documents
        /// Embeddings.
        Embeddings
        /// A list of numbers.
        Vector
    }
}

/// One of the markers in [`role`].
pub trait FieldRole {
    /// What a field of this meaning is turned into.
    type Value: Default;

    /// Takes the value from what a field serialises to; leaves it alone where that says nothing of the kind.
    fn read(json: JsonRef<'_>, to: &mut Self::Value);
}

/// A type that can be a field of this meaning as it stands.
///
/// Any other type that implements `Serialize` is read from what it serialises to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read as {W}",
    label = "expected {W}, or something that serialises",
    note = "derive `serde::Serialize` for the type, or say how it is read: `#[oi(key = |field| ..)]`"
)]
pub trait FieldValue<W: FieldRole> {
    /// Gives the field's value: sets it, or adds to the list.
    fn write_to(&self, config: &TraceConfig, to: &mut W::Value);
}

macro_rules! through_pointers {
    ($($pointer:ty),* $(,)?) => {$(
        impl<W: FieldRole, T: FieldValue<W> + ?Sized> FieldValue<W> for $pointer {
            fn write_to(&self, config: &TraceConfig, to: &mut W::Value) {
                (**self).write_to(config, to);
            }
        }
    )*};
}

through_pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<W: FieldRole, T: FieldValue<W>> FieldValue<W> for Option<T> {
    fn write_to(&self, config: &TraceConfig, to: &mut W::Value) {
        if let Some(value) = self {
            value.write_to(config, to);
        }
    }
}

/// A borrowed field and what it is said to be.
#[derive(Debug)]
pub struct Field<'a, W, T: ?Sized>(&'a T, PhantomData<W>);

impl<'a, W: FieldRole, T: ?Sized> Field<'a, W, T> {
    /// Borrows `field`.
    #[inline]
    pub fn new(field: &'a T) -> Self {
        Self(field, PhantomData)
    }
}

/// The levels of method resolution, for generated code.
pub(crate) mod levels {
    use super::{Field, FieldRole, FieldValue, LIMITS, Serialize, TraceConfig, to_tape};

    /// First: the field's own [`FieldValue`].
    pub trait OwnLevel {
        /// What the field is said to be.
        type Role: FieldRole;
        /// Level 1: what it says itself.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Role as FieldRole>::Value;
    }

    impl<W: FieldRole, T: FieldValue<W> + ?Sized> OwnLevel for &&Field<'_, W, T> {
        type Role = W;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value {
            let mut value = W::Value::default();
            self.0.write_to(config, &mut value);
            value
        }
    }

    /// Second: what it serialises to.
    pub trait SerializeFieldLevel {
        /// What the field is said to be.
        type Role: FieldRole;
        /// Level 2: what it serialises to.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Role as FieldRole>::Value;
    }

    impl<W: FieldRole, T: Serialize + ?Sized> SerializeFieldLevel for &Field<'_, W, T> {
        type Role = W;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value {
            let mut value = W::Value::default();
            let budget = config.value_length_limit().saturating_mul(LIMITS);
            if let Ok(tape) = to_tape(self.0, config, budget) {
                W::read(tape.view(), &mut value);
            }
            value
        }
    }

    /// Last: the compiler says what is missing.
    pub trait UnreadableLevel {
        /// What the field is said to be.
        type Role: FieldRole;
        /// Its type.
        type Field: ?Sized;
        /// Level 3, which does not compile.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Role as FieldRole>::Value
        where
            Self::Field: FieldValue<Self::Role>;
    }

    impl<W: FieldRole, T: ?Sized> UnreadableLevel for Field<'_, W, T> {
        type Role = W;
        type Field = T;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value
        where
            T: FieldValue<W>,
        {
            let mut value = W::Value::default();
            self.0.write_to(config, &mut value);
            value
        }
    }
}
