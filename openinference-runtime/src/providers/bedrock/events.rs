//! Events of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{either, some};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    role: Json,
    stop_reason: Json,
    usage: Json,
    metrics: Json,
    blocks: Indexed<Block>,
}

#[derive(Debug, Default)]
struct Block {
    text: Fragments,
    call_id: Json,
    call_name: Json,
    input: Fragments,
    reasoning: Fragments,
    signature: Fragments,
    redacted: Fragments,
}

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        if let Some(start) = either(event, "messageStart", "message_start") {
            keep(&mut self.role, start, "role");
        }
        if let Some(event) = either(event, "contentBlockStart", "content_block_start")
            && let Some(block) = self.block(event)
            && let Some(call) = some(event, "start").and_then(|start| either(start, "toolUse", "tool_use"))
        {
            if let Some(id) = either(call, "toolUseId", "tool_use_id") {
                block.call_id = id.to_json();
            }
            keep(&mut block.call_name, call, "name");
        }
        if let Some(event) = either(event, "contentBlockDelta", "content_block_delta")
            && let Some(block) = self.block(event)
            && let Some(delta) = some(event, "delta")
        {
            block.add(delta);
        }
        if let Some(stop) = either(event, "messageStop", "message_stop")
            && let Some(reason) = either(stop, "stopReason", "stop_reason")
        {
            self.stop_reason = reason.to_json();
        }
        if let Some(metadata) = some(event, "metadata") {
            keep(&mut self.usage, metadata, "usage");
            keep(&mut self.metrics, metadata, "metrics");
        }
    }

    fn response(&mut self) -> Json {
        let mut message = Fields::default();
        let role = std::mem::take(&mut self.role);
        message.put("role", if role.is_null() { Json::from("assistant") } else { role });
        message.put("content", Json::Array(self.blocks.iter_mut().map(|(_, block)| block.json()).collect()));
        let mut output = Fields::default();
        output.put("message", message.json());
        let mut fields = Fields::default();
        fields.put("output", output.json());
        fields.put("stopReason", std::mem::take(&mut self.stop_reason));
        fields.put("usage", std::mem::take(&mut self.usage));
        fields.put("metrics", std::mem::take(&mut self.metrics));
        fields.json()
    }
}

impl Events {
    fn block(&mut self, event: JsonRef<'_>) -> Option<&mut Block> {
        let index = either(event, "contentBlockIndex", "content_block_index")?.as_i64()?;
        self.blocks.at(usize::try_from(index).ok()?)
    }
}

impl Block {
    fn add(&mut self, delta: JsonRef<'_>) {
        self.text.push_field(delta, "text");
        if let Some(call) = either(delta, "toolUse", "tool_use") {
            self.input.push_field(call, "input");
        }
        if let Some(reasoning) = either(delta, "reasoningContent", "reasoning_content") {
            self.reasoning.push_field(reasoning, "text");
            self.signature.push_field(reasoning, "signature");
            if let Some(redacted) =
                either(reasoning, "redactedContent", "redacted_content").and_then(JsonRef::as_str)
            {
                self.redacted.push(redacted);
            }
        }
    }

    fn json(&mut self) -> Json {
        let mut fields = Fields::default();
        if !self.call_name.is_null() || !self.call_id.is_null() {
            let mut call = Fields::default();
            call.put("toolUseId", std::mem::take(&mut self.call_id));
            call.put("name", std::mem::take(&mut self.call_name));
            // The input arrives as JSON text; what is not complete stays text.
            let input = self.input.take();
            call.put("input", Json::parse(&input).unwrap_or(Json::String(input)));
            fields.put("toolUse", call.json());
        } else if !self.reasoning.is_empty() || !self.signature.is_empty() || !self.redacted.is_empty() {
            let mut text = Fields::default();
            text.put("text", self.reasoning.take_json());
            text.put("signature", self.signature.take_json());
            let mut reasoning = Fields::default();
            reasoning.put("reasoningText", text.json_if_any());
            reasoning.put("redactedContent", self.redacted.take_json());
            fields.put("reasoningContent", reasoning.json());
        } else {
            fields.put("text", self.text.take());
        }
        fields.json()
    }
}
