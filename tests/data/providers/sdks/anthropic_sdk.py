"""`anthropic`: messages."""

from anthropic import Anthropic
from anthropic.types import Message, RawMessageStreamEvent
from openinference.instrumentation.anthropic import AnthropicInstrumentor
from scripted import Case, sdk, stream

INSTRUMENTOR = AnthropicInstrumentor

MODEL = "claude-sonnet-4-5"
TOOL = {
    "name": "get_weather",
    "description": "Weather of a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
QUESTION = [{"role": "user", "content": "Weather in Bern?"}]
USAGE = {
    "input_tokens": 20,
    "output_tokens": 12,
    "cache_read_input_tokens": 16,
    "cache_creation_input_tokens": 4,
    "output_tokens_details": {"thinking_tokens": 5},
}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Bern"}}
THINKING = {"type": "thinking", "thinking": "Ask the tool.", "signature": "c2ln"}


def client(url):
    return Anthropic(api_key="none", base_url=url, max_retries=0)


def ask(url, **more):
    return client(url).messages.create(**{"model": MODEL, "max_tokens": 100, "messages": QUESTION, **more})


def message(*content, **more):
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929"}
    end = {"stop_reason": "end_turn", "stop_sequence": None, "usage": USAGE}
    return {**head, "content": list(content), **end, **more}


def events(*blocks, stop_reason):
    """Each block is what it begins with and its pieces."""
    start = message(stop_reason=None, usage={**USAGE, "output_tokens": 1})
    parts = []
    for at, (block, *deltas) in enumerate(blocks):
        parts.append({"type": "content_block_start", "index": at, "content_block": block})
        parts += [{"type": "content_block_delta", "index": at, "delta": delta} for delta in deltas]
        parts.append({"type": "content_block_stop", "index": at})
    end = {"type": "message_delta", "delta": {"stop_reason": stop_reason, "stop_sequence": None}, "usage": {"output_tokens": 12}}
    all_events = [{"type": "message_start", "message": start}, *parts, end, {"type": "message_stop"}]
    return stream(RawMessageStreamEvent, *all_events, named=True)


def text(value):
    return {"type": "text_delta", "text": value}


def arguments(value):
    return {"type": "input_json_delta", "partial_json": value}


CASES = [
    Case(
        "message",
        lambda url: ask(url, system="Be brief.", service_tier="auto", stop_sequences=["END"], metadata={"user_id": "u-1"}),
        sdk(Message, message({"type": "text", "text": "Sunny."})),
    ),
    Case(
        "message about an image",
        lambda url: ask(
            url,
            messages=[
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "What is this?"},
                        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}},
                        {"type": "image", "source": {"type": "url", "url": "https://example.com/cat.png"}},
                    ],
                }
            ],
        ),
        sdk(Message, message({"type": "text", "text": "A cat."})),
    ),
    Case(
        "message that calls a tool",
        lambda url: ask(url, tools=[TOOL], tool_choice={"type": "auto"}, thinking={"type": "enabled", "budget_tokens": 1024}, max_tokens=2048),
        sdk(Message, message(THINKING, {"type": "text", "text": "Let me see."}, CALL, stop_reason="tool_use")),
    ),
    Case(
        "message after a tool",
        lambda url: ask(
            url,
            system=[{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
            messages=[
                *QUESTION,
                {"role": "assistant", "content": [{"type": "text", "text": "Let me see."}, CALL]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "18 degrees"}]},
            ],
            tools=[TOOL],
        ),
        sdk(Message, message({"type": "text", "text": "18 degrees."})),
    ),
    Case(
        "message stream",
        lambda url: list(ask(url, stream=True)),
        events=events(({"type": "text", "text": ""}, text("Sun"), text("ny.")), stop_reason="end_turn"),
        framing="sse",
    ),
    Case(
        "message stream that calls a tool",
        lambda url: list(ask(url, tools=[TOOL], stream=True)),
        events=events(
            ({"type": "thinking", "thinking": "", "signature": ""}, {"type": "thinking_delta", "thinking": "Ask the tool."}, {"type": "signature_delta", "signature": "c2ln"}),
            ({"type": "text", "text": ""}, text("Let me "), text("see.")),
            ({**CALL, "input": {}}, arguments(""), arguments('{"city":'), arguments(' "Bern"}')),
            stop_reason="tool_use",
        ),
        framing="sse",
    ),
]
