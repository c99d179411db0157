//! What generated code names; nothing else may. It moves with every patch release, so that macros and
//! runtime of different versions do not meet unnoticed.

pub use crate::opentelemetry::trace::SpanKind as OtelKind;

pub use crate::attributes::Attributes;
pub use crate::config::TraceConfig;
pub use crate::key::AttributeKey;
pub use crate::record::generated::{Never, probe, required, unrecorded};
pub use crate::record::{Record, Recorded, Side, ty};
pub use crate::semconv::SpanKind;
pub use crate::span::generated::{
    Callsite, Outcome, Returned, Span, Start, begin, enter, expect_stream, finish, future, iterator, run,
    stream,
};
#[cfg(feature = "trace")]
pub use crate::span::generated::{call, instrument, instrument_context, instrumented, track};
pub use crate::value::Chunk;

/// Calls `f`, whose parameter's type is then known without an annotation.
#[inline]
pub fn apply<'a, T: ?Sized, R>(value: &'a T, f: impl FnOnce(&'a T) -> R) -> R {
    f(value)
}

/// Says a type where there is no value of it; never called.
#[expect(clippy::empty_loop, reason = "never called")]
pub fn anchor<T>() -> T {
    loop {}
}

/// The traits whose methods choose by type; imported without their names.
pub mod levels {
    pub use crate::record::generated::levels::{
        BoxedErrorLevel as _, DebugErrorLevel as _, DebugLevel as _, ErrorLevel as _, MissingLevel as _,
        NothingLevel as _, SerializeLevel as _, SkippedLevel as _, SyncErrorLevel as _, ValueLevel as _,
    };
    pub use crate::span::generated::levels::{
        AtOnceLevel as _, LaterLevel as _, LaterOrNamedLevel as _, LaterOrShownLevel as _,
    };
}

/// What a field of an own type is.
pub mod field_levels {
    pub use crate::derive::levels::{OwnLevel as _, SerializeFieldLevel as _, UnreadableLevel as _};
}

/// What derives name.
pub mod own {
    pub use std::vec::Vec;

    pub use crate::derive::generated::{
        ChunkFields, DescribeFields, Documents, Embeddings, Field, Request, Response, chunk, documents,
        embeddings, recorded, write,
    };
    pub use crate::derive::{FieldValue, role};
    pub use crate::value::{Document, Embedding};
}

/// What a tool declares, for its spans.
#[cfg(feature = "schema")]
pub mod tool {
    pub use crate::tool::{ArgumentSchema, Arguments, SchemaOf};

    /// For spans.
    pub mod lenient {
        pub use crate::tool::levels::{OptionLevel as _, SchemaLevel as _, UnknownLevel as _};
    }

    /// For what is offered to a model.
    pub mod strict {
        pub use crate::tool::levels::{NoSchemaLevel as _, OptionLevel as _, SchemaLevel as _};
    }
}
