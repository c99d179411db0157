//! Every form of a type, under lints that forbid warnings and under names of the user's own.
#![deny(warnings)]
#![allow(dead_code, reason = "types that nobody uses")]

use openinference_runtime::{Document, Embedding, LlmChunk, LlmRequest, LlmResponse};

/// Names that generated code must not meet.
mod shadowed {
    #[derive(Clone, Copy)]
    pub enum Option {}
    pub struct Vec;
    pub struct Side;
    pub struct Record;

    #[derive(super::LlmRequest)]
    pub struct Request(#[oi(model)] pub ::std::string::String);
}

#[derive(LlmRequest)]
struct Tuple(#[oi(model)] String, u8, #[oi(user_message)] &'static str);

#[derive(LlmRequest)]
struct Raw {
    #[oi(model)]
    r#type: String,
    #[oi(attribute = "app.match")]
    r#match: bool,
}

#[derive(LlmResponse)]
struct Borrowed<'a, 'b: 'a, T: ?Sized + AsRef<str>, const N: usize>
where
    T: 'b,
{
    #[oi(content = |text: &&'a T| text.as_ref().to_owned())]
    text: &'a T,
    #[oi(reasoning)]
    thought: Option<&'b str>,
    #[oi(total_tokens)]
    tokens: [u32; 0],
    rest: [u8; N],
}

#[derive(LlmResponse)]
#[oi(bound(T: serde::Serialize))]
struct Bound<T> {
    #[oi(usage)]
    usage: T,
}

#[derive(LlmChunk)]
enum Event {
    Text(#[oi(content)] String),
    Done {
        #[oi(finish_reason)]
        because: String,
        #[oi(attribute = "app.latency")]
        latency: f64,
    },
    Ping,
}

#[derive(LlmChunk)]
enum Only {
    Text(#[oi(content)] String),
}

#[derive(Document)]
struct Hit {
    #[oi(content = String::clone)]
    body: String,
    #[oi(score = |distance| 1.0 - distance)]
    distance: f32,
    #[oi(metadata = "page", attribute = "app.page")]
    page: u32,
}

#[derive(Document)]
struct Hits<'a>(#[oi(documents)] std::borrow::Cow<'a, [u8]>);

#[derive(Embedding)]
#[oi(crate = ::openinference_runtime)]
struct Vector {
    #[oi(vector)]
    values: Vec<f32>,
}

macro_rules! document {
    ($name:ident, $field:ident: $ty:ty) => {
        #[derive(Document)]
        struct $name {
            #[oi(content)]
            $field: $ty,
        }
    };
}

document!(Generated, body: String);

fn main() {}
