//! Tools that are declared once: the function, its span, and what a model is told of it (feature `schema`).
//!
//! A function with [`#[tool_span]`](crate::tool_span) says in its signature what its arguments are, and in its doc comments
//! what it and they are for. That is the JSON schema in `tool.parameters` and `tool.json_schema` of its spans; and with the
//! key `definition` it is a function that offers the tool to a model, in the form of every API:
//!
//! ```
//! use openinference_runtime::tool_span;
//!
//! /// Current weather of a city.
//! #[tool_span(definition = weather_tool)]
//! async fn get_weather(
//!     /// Its English name.
//!     city: String,
//!     /// Days ahead; today if not given.
//!     days: Option<u8>,
//!     #[span(skip)] station: &str,
//! ) -> String {
//!     format!("sunny in {city}, says {station}, in {days:?} days")
//! }
//!
//! let tool = weather_tool().openai();
//! assert_eq!(tool["function"]["name"], "get_weather");
//! assert_eq!(tool["function"]["description"], "Current weather of a city.");
//! assert_eq!(tool["function"]["parameters"]["required"], serde_json::json!(["city"]));
//! assert_eq!(weather_tool().mcp()["inputSchema"]["properties"]["city"]["description"], "Its English name.");
//! ```
//!
//! Schemas are [`schemars`]': a type of the application's own derives `schemars::JsonSchema`. An argument that the model does
//! not give is skipped: `skip(..)` or `#[span(skip)]`.
//!
//! The tool macros of other crates declare their tools from the same signature and the same comments; `#[tool_span]` goes
//! above or below them. Above `#[rmcp::tool]` is better, which loses a doc comment that another attribute follows. An argument
//! that holds all others, `Parameters(request): Parameters<Request>`, is taken for what it holds.

mod arguments;
mod cache;
mod definition;
#[cfg(feature = "mcp")]
mod rmcp;
mod schema_of;
mod span_schema;

pub use schemars;

#[doc(hidden)]
pub use self::arguments::Arguments;
pub use self::definition::Tool;
pub use self::schema_of::ToolArgument;
pub(crate) use self::schema_of::levels;
#[doc(hidden)]
pub use self::schema_of::{ArgumentSchema, SchemaOf};
pub(crate) use self::span_schema::write_schema;
