//! The trace tree on the terminal: what an agent did, readable without any backend.
//!
//! ```text
//! AGENT weather_agent 1.24s
//! │ in   What is the weather in Paris?
//! │ out  18 °C and sunny.
//! ├─ LLM chat 820ms gpt-4o-mini 152+38 tokens $0.0004
//! │    in   What is the weather in Paris?
//! │    out  get_weather({"city":"Paris"})
//! └─ TOOL get_weather 3ms
//!      in   {"city":"Paris"}
//!      out  {"celsius":18}
//! ```
//!
//! It shows spans as they would be exported, so that what is masked there is masked here.

mod forest;
mod processor;
mod render;
mod start;
mod style;
mod summary;
mod text;

pub(crate) use self::start::start;

#[cfg(test)]
mod tests;
