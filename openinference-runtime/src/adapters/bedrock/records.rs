//! What becomes of the client's types as arguments and results.

use aws_sdk_bedrockruntime::operation::converse::{ConverseInput, ConverseOutput};
use aws_sdk_bedrockruntime::operation::converse_stream::ConverseStreamInput;
use aws_sdk_bedrockruntime::operation::invoke_model::{InvokeModelInput, InvokeModelOutput};
use aws_sdk_bedrockruntime::types::{ConverseStreamOutput, Message};

use super::{content, operations, stream};
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::derive::{FieldValue, role};
use crate::providers::values;
use crate::record::{Record, Recorded, Side};
use crate::semconv::patterns::LLM_PROVIDER;
use crate::semconv::{LlmProvider, SpanKind};
use crate::value::{self, write_input_messages, write_output_messages};

macro_rules! record {
    ($($type:ty => $json:path;)*) => {$(
        impl Record for $type {
            fn record(&self, _: &TraceConfig) -> Option<Recorded> {
                Some(Recorded::from_json($json(self)))
            }

            /// A body that is invoked with does not say who runs the model.
            fn attributes(&self, _: Side, kind: SpanKind, out: &mut Attributes<'_>) {
                if kind == SpanKind::Llm {
                    out.push(LLM_PROVIDER, LlmProvider::Aws.as_str());
                }
            }
        }
    )*};
}

record! {
    ConverseInput => operations::converse_input;
    ConverseStreamInput => operations::converse_stream_input;
    ConverseOutput => operations::converse_output;
    ConverseStreamOutput => stream::event;
    InvokeModelInput => operations::invoke_model_input;
    InvokeModelOutput => operations::invoke_model_output;
}

impl Record for Message {
    fn record(&self, _: &TraceConfig) -> Option<Recorded> {
        Some(Recorded::Json(content::message(self)))
    }

    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        Self::list_attributes(std::slice::from_ref(self), side, kind, out);
    }

    fn list_attributes(items: &[Self], side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if kind != SpanKind::Llm {
            return;
        }
        let mut messages = Vec::new();
        for item in items {
            item.write_to(out.config(), &mut messages);
        }
        match side {
            Side::Input => write_input_messages(&messages, out),
            Side::Output => write_output_messages(&messages, out),
        }
    }
}

/// For a type of the application's own that holds messages.
impl FieldValue<role::Messages> for Message {
    fn write_to(&self, _: &TraceConfig, to: &mut Vec<value::Message>) {
        values::messages(content::message(self).view(), to);
    }
}
