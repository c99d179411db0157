//! Which names are names of secrets.
//!
//! Names are compared word by word, so that `api_key`, `apiKey`, `x-api-key` and `OPENAI_API_KEY` are one name while
//! `max_tokens`, `tokenizer` and `secretary` are none.

mod bare;
mod json;
mod look;
mod neighbours;
mod place;
mod roles;
mod rules;
mod rules_number;
mod scan;
mod schema;
mod secret_names;
#[cfg(test)]
mod tests;
mod text;
mod trigrams;
mod words;

pub(crate) use self::neighbours::{is_content, is_value};
pub(crate) use self::schema::{is_schema, write_keywords};
pub(super) use self::secret_names::Secrets;
