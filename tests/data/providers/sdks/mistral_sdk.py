"""`mistralai`: chat and its stream."""

from mistralai.client import Mistral
from mistralai.client.models import ChatCompletionResponse, CompletionChunk
from openinference.instrumentation.mistralai import MistralAIInstrumentor
from scripted import Case, sdk, stream

INSTRUMENTOR = MistralAIInstrumentor

MODEL = "mistral-large-latest"
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
QUESTION = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Weather in Bern?"}]
USAGE = {"prompt_tokens": 40, "completion_tokens": 12, "total_tokens": 52}
HEAD = {"id": "c-1", "created": 1_700_000_000, "model": "mistral-large-2411"}


def call(arguments, **more):
    return {"id": "call1", "type": "function", "index": 0, "function": {"name": "get_weather", "arguments": arguments}, **more}


def client(url):
    return Mistral(api_key="none", server_url=url)


def answer(finish="stop", **message):
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    return sdk(ChatCompletionResponse, {**HEAD, "object": "chat.completion", "choices": [choice], "usage": USAGE})


def events(*deltas):
    chunks = [{**HEAD, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]} for delta, finish in deltas]
    chunks[-1]["usage"] = USAGE
    return stream(CompletionChunk, *chunks, done=True)


CASES = [
    Case(
        "chat",
        lambda url: client(url).chat.complete(
            model=MODEL, messages=QUESTION, temperature=0.5, max_tokens=100, random_seed=7, safe_prompt=True, stop=["END"]
        ),
        answer(content="Sunny."),
    ),
    Case(
        "chat that thinks",
        lambda url: client(url).chat.complete(model="magistral-medium-latest", messages=QUESTION),
        answer(
            content=[
                {"type": "thinking", "thinking": [{"type": "text", "text": "Look out of the window."}]},
                {"type": "text", "text": "Sunny."},
            ]
        ),
    ),
    Case(
        "chat that calls a tool",
        lambda url: client(url).chat.complete(model=MODEL, messages=QUESTION, tools=[TOOL], tool_choice="any"),
        answer("tool_calls", content="", tool_calls=[call('{"city":"Bern"}')]),
    ),
    Case(
        "chat after a tool",
        lambda url: client(url).chat.complete(
            model=MODEL,
            messages=[
                *QUESTION,
                {"role": "assistant", "content": "", "tool_calls": [call('{"city":"Bern"}')]},
                {"role": "tool", "name": "get_weather", "tool_call_id": "call1", "content": "18 degrees"},
            ],
        ),
        answer(content="18 degrees."),
    ),
    Case(
        "chat stream",
        lambda url: list(client(url).chat.stream(model=MODEL, messages=QUESTION)),
        events=events(({"role": "assistant", "content": ""}, None), ({"content": "Sun"}, None), ({"content": "ny."}, "stop")),
        framing="sse",
    ),
    Case(
        "chat stream that calls a tool",
        lambda url: list(client(url).chat.stream(model=MODEL, messages=QUESTION, tools=[TOOL])),
        events=events(({"role": "assistant", "content": ""}, None), ({"content": "", "tool_calls": [call('{"city":"Bern"}')]}, "tool_calls")),
        framing="sse",
    ),
]
