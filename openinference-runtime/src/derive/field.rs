//! What a field may be for a key, and the choice *our trait > `Serialize` > the compiler's message*.

use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use crate::config::TraceConfig;
use crate::json::JsonRef;
use crate::record::to_json_within;

/// How many times the length limit of one value is read from a field: it may become many attributes.
const LIMITS: usize = 64;

/// What a field can be said to be, as markers.
pub mod meaning {
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

/// One of the markers in [`meaning`].
pub trait Meaning {
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
pub trait FieldValue<W: Meaning> {
    /// Gives the field's value: sets it, or adds to the list.
    fn give(&self, config: &TraceConfig, to: &mut W::Value);
}

macro_rules! through_pointers {
    ($($pointer:ty),* $(,)?) => {$(
        impl<W: Meaning, T: FieldValue<W> + ?Sized> FieldValue<W> for $pointer {
            fn give(&self, config: &TraceConfig, to: &mut W::Value) {
                (**self).give(config, to);
            }
        }
    )*};
}

through_pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<W: Meaning, T: FieldValue<W>> FieldValue<W> for Option<T> {
    fn give(&self, config: &TraceConfig, to: &mut W::Value) {
        if let Some(value) = self {
            value.give(config, to);
        }
    }
}

/// A borrowed field and what it is said to be.
#[derive(Debug)]
pub struct Field<'a, W, T: ?Sized>(&'a T, PhantomData<W>);

impl<'a, W: Meaning, T: ?Sized> Field<'a, W, T> {
    /// Borrows `field`.
    #[inline]
    pub fn new(field: &'a T) -> Self {
        Self(field, PhantomData)
    }
}

/// The levels of method resolution, for generated code.
pub(crate) mod levels {
    use super::{Field, FieldValue, LIMITS, Meaning, Serialize, TraceConfig, to_json_within};

    /// First: the field's own [`FieldValue`].
    pub trait OwnLevel {
        /// What the field is said to be.
        type Meaning: Meaning;
        /// See the module.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Meaning as Meaning>::Value;
    }

    impl<W: Meaning, T: FieldValue<W> + ?Sized> OwnLevel for &&Field<'_, W, T> {
        type Meaning = W;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value {
            let mut value = W::Value::default();
            self.0.give(config, &mut value);
            value
        }
    }

    /// Second: what it serialises to.
    pub trait SerializeFieldLevel {
        /// What the field is said to be.
        type Meaning: Meaning;
        /// See the module.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Meaning as Meaning>::Value;
    }

    impl<W: Meaning, T: Serialize + ?Sized> SerializeFieldLevel for &Field<'_, W, T> {
        type Meaning = W;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value {
            let mut value = W::Value::default();
            let budget = config.value_length_limit().saturating_mul(LIMITS);
            if let Ok(json) = to_json_within(self.0, config, budget) {
                W::read(json.view(), &mut value);
            }
            value
        }
    }

    /// Last: the compiler says what is missing.
    pub trait UnreadableLevel {
        /// What the field is said to be.
        type Meaning: Meaning;
        /// Its type.
        type Field: ?Sized;
        /// See the module.
        fn __openinference_read(&self, config: &TraceConfig) -> <Self::Meaning as Meaning>::Value
        where
            Self::Field: FieldValue<Self::Meaning>;
    }

    impl<W: Meaning, T: ?Sized> UnreadableLevel for Field<'_, W, T> {
        type Meaning = W;
        type Field = T;

        fn __openinference_read(&self, config: &TraceConfig) -> W::Value
        where
            T: FieldValue<W>,
        {
            let mut value = W::Value::default();
            self.0.give(config, &mut value);
            value
        }
    }
}
