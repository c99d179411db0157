//! The schema of an argument's type, chosen by method resolution: an `Option` need not be given, any type with a schema has
//! it, and of others nothing is known. What is offered to a model needs to be known.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// The schema of one argument.
#[derive(Clone, Copy)]
pub struct ArgumentSchema {
    pub(super) schema: fn(&mut SchemaGenerator) -> Schema,
    /// Whether a call has to have it.
    pub(super) required: bool,
}

impl fmt::Debug for ArgumentSchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArgumentSchema").field("required", &self.required).finish_non_exhaustive()
    }
}

impl ArgumentSchema {
    fn of<T: JsonSchema + ?Sized>() -> Self {
        Self { schema: SchemaGenerator::subschema_for::<T>, required: true }
    }

    /// Of which nothing is known.
    #[must_use]
    pub fn any() -> Self {
        Self { schema: |_| Schema::default(), required: true }
    }
}

/// A type that is asked for its schema.
#[derive(Debug)]
pub struct SchemaOf<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> SchemaOf<T> {
    /// Asks.
    #[allow(clippy::new_without_default, reason = "named by generated code alone")]
    #[must_use]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

/// What the compiler says of a type without a schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON schema, so a model cannot be told what to send for it",
    label = "expected a type with a JSON schema",
    note = "derive `schemars::JsonSchema` for it; an argument that the model does not give is skipped: `#[span(skip)]`"
)]
pub trait ToolArgument {}

/// The levels of method resolution, for generated code.
pub(crate) mod levels {
    use super::{ArgumentSchema, JsonSchema, SchemaOf, ToolArgument};

    /// First: an `Option`.
    pub trait OptionLevel {
        /// Level 1: the schema of what it may hold.
        fn __openinference_schema(&self) -> ArgumentSchema;
    }

    impl<T: JsonSchema> OptionLevel for &&SchemaOf<Option<T>> {
        fn __openinference_schema(&self) -> ArgumentSchema {
            ArgumentSchema { required: false, ..ArgumentSchema::of::<Option<T>>() }
        }
    }

    /// Second: a type with a schema.
    pub trait SchemaLevel {
        /// Level 2: its schema.
        fn __openinference_schema(&self) -> ArgumentSchema;
    }

    impl<T: JsonSchema + ?Sized> SchemaLevel for &SchemaOf<T> {
        fn __openinference_schema(&self) -> ArgumentSchema {
            ArgumentSchema::of::<T>()
        }
    }

    /// Last, for spans: of any other type nothing is said.
    pub trait UnknownLevel {
        /// Level 3: no schema.
        fn __openinference_schema(&self) -> ArgumentSchema;
    }

    impl<T: ?Sized> UnknownLevel for SchemaOf<T> {
        fn __openinference_schema(&self) -> ArgumentSchema {
            ArgumentSchema::any()
        }
    }

    /// Last, for what is offered to a model: the compiler says what is missing.
    pub trait NoSchemaLevel {
        /// The type.
        type Argument: ?Sized;
        /// Level 3, which does not compile.
        fn __openinference_schema(&self) -> ArgumentSchema
        where
            Self::Argument: ToolArgument;
    }

    impl<T: ?Sized> NoSchemaLevel for SchemaOf<T> {
        type Argument = T;

        fn __openinference_schema(&self) -> ArgumentSchema
        where
            T: ToolArgument,
        {
            ArgumentSchema::any()
        }
    }
}
