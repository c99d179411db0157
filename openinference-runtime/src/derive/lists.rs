//! Fields that are lists, or one member of a list.

use std::borrow::Cow;

use super::field::{FieldRole, FieldValue, role};
use crate::config::TraceConfig;
use crate::value::{Document, Embedding, Message, ToolCall, ToolCallChunk, ToolDefinition};

/// A meaning whose value is a list.
trait List: FieldRole {}

macro_rules! lists {
    ($($meaning:ident: $($item:ty = |$field:ident| $make:expr),*;)*) => {$(
        impl List for role::$meaning {}

        $(
            impl FieldValue<role::$meaning> for $item {
                fn write_to(&self, _: &TraceConfig, to: &mut <role::$meaning as FieldRole>::Value) {
                    let $field = self;
                    to.push($make);
                }
            }
        )*
    )*};
}

lists! {
    Texts: str = |text| text.to_owned(), String = |text| text.clone(), Cow<'_, str> = |text| text.clone().into_owned();
    Messages: Message = |message| message.clone();
    Tools: ToolDefinition = |tool| tool.clone();
    ToolCalls: ToolCall = |call| call.clone();
    ToolCallChunks: ToolCallChunk = |call| call.clone(), ToolCall = |call| call.clone().into();
    Documents: Document = |document| document.clone();
    Embeddings: Embedding = |embedding| embedding.clone();
    Vector: f32 = |number| f64::from(*number), f64 = |number| *number;
}

impl<W: List, T: FieldValue<W>> FieldValue<W> for [T] {
    fn write_to(&self, config: &TraceConfig, to: &mut W::Value) {
        for item in self {
            item.write_to(config, to);
        }
    }
}

impl<W: List, T: FieldValue<W>> FieldValue<W> for Vec<T> {
    fn write_to(&self, config: &TraceConfig, to: &mut W::Value) {
        self.as_slice().write_to(config, to);
    }
}

impl<W: List, T: FieldValue<W>, const N: usize> FieldValue<W> for [T; N] {
    fn write_to(&self, config: &TraceConfig, to: &mut W::Value) {
        self.as_slice().write_to(config, to);
    }
}

/// A document and its score, as many stores of vectors return them.
impl<T: FieldValue<role::Documents>, S: FieldValue<role::Number>> FieldValue<role::Documents> for (T, S) {
    fn write_to(&self, config: &TraceConfig, to: &mut Vec<Document>) {
        let before = to.len();
        self.0.write_to(config, to);
        let mut score = None;
        self.1.write_to(config, &mut score);
        for document in to.iter_mut().skip(before) {
            document.score = score.or(document.score);
        }
    }
}
