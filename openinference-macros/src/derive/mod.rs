//! The derives: which fields of a type are what.
//!
//! ```text
//! #[derive(LlmResponse)]
//! struct Answer {
//!     #[oi(content)]
//!     text: String,
//! }
//!
//! impl DescribeFields<Response> for Answer {
//!     fn __openinference_describe(&self, to: &mut Response, config: &TraceConfig) {
//!         match self {
//!             Self { text: field, .. } => {
//!                 to.content((&&&Field::<role::Text, _>::new(field)).__openinference_read(config));
//!             }
//!         }
//!     }
//! }
//!
//! impl Record for Answer { .. }
//! ```
//!
//! Which keys there are says the table [`openinference_semconv::fields`]; its words are the methods' names.

mod check;
mod container;
mod derived_type;
mod expand;
mod field_key_use;
mod implement;
#[cfg(test)]
mod tests;

pub(crate) use self::expand::expand;
