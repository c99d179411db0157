//! OpenTelemetry's GenAI conventions beside those of OpenInference.
//!
//! # Both at once
//!
//! With `OPENINFERENCE_ENABLE_GENAI_SEMCONV=true`, or
//! [`enable_genai_semconv`](crate::config::TraceConfigBuilder::enable_genai_semconv), our spans have `gen_ai.*` attributes
//! too. They are derived from what a span says when it ends, which is masked by then; one that the program sets itself
//! stays as it is. The names are those of today; what is written to a cache is counted under its former name as well.
//!
//! # The spans of others
//!
//! Clients such as `rig` and `genai` make spans by the GenAI conventions alone. [`ConvertGenAi`] turns them into spans of
//! OpenInference when they are exported, with the cost of their tokens; [`init`](crate::init) does so unless
//! [`Builder::convert_genai`](crate::telemetry::Builder::convert_genai) says otherwise.
//!
//! An `#[llm_span]` or `#[embedding_span]` around such a client describes a call that the client describes too. Then the
//! call counts once: our span takes what the client's says and it does not know itself, such as token counts of a response
//! that never left the client, and the client's span is exported as a CHAIN span without them.
//!
//! # Against the reference
//!
//! Both ways are as the reference implementations have them, without their known faults: the arguments of a tool are its
//! input and not its schema, the model that answered is not the one that was asked for, reasoning and audio are kept, and of
//! many messages a broken one is lost alone.

mod attribute_json;
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "an exporter alone reads spans of others"))]
mod names;
mod provider;
#[cfg(feature = "sdk")]
pub(crate) mod read;
mod write;

use self::attribute_json::json;
#[cfg(feature = "metrics")]
pub(crate) use self::provider::genai_name;
pub(crate) use self::write::write;
#[cfg(feature = "sdk")]
pub use crate::processors::convert_genai::ConvertGenAi;
