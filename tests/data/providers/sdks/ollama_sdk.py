"""`ollama`: chat and generate, and their streams."""

from ollama import ChatResponse, Client, GenerateResponse
from openinference.instrumentation.ollama import OllamaInstrumentor
from scripted import Case, sdk, stream

INSTRUMENTOR = OllamaInstrumentor

MODEL = "qwen3:8b"
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
QUESTION = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Weather in Bern?"}]
CALL = {"function": {"name": "get_weather", "arguments": {"city": "Bern"}}}
HEAD = {"model": MODEL, "created_at": "2026-11-01T10:00:00Z"}
END = {"done": True, "done_reason": "stop", "total_duration": 9, "prompt_eval_count": 40, "eval_count": 12}


def client(url):
    return Client(host=url)


def answer(**message):
    return sdk(ChatResponse, {**HEAD, **END, "message": {"role": "assistant", **message}})


def events(*messages):
    pieces = [{**HEAD, "done": False, "message": {"role": "assistant", **message}} for message in messages]
    return stream(ChatResponse, *pieces, {**HEAD, **END, "message": {"role": "assistant", "content": ""}})


CASES = [
    Case(
        "chat",
        lambda url: client(url).chat(MODEL, QUESTION, options={"temperature": 0.5, "num_predict": 100}),
        answer(content="Sunny."),
    ),
    Case(
        "chat that thinks and calls a tool",
        lambda url: client(url).chat(MODEL, QUESTION, tools=[TOOL], think=True),
        answer(content="", thinking="Ask the tool.", tool_calls=[CALL]),
    ),
    Case(
        "chat after a tool",
        lambda url: client(url).chat(
            MODEL, [*QUESTION, {"role": "assistant", "tool_calls": [CALL]}, {"role": "tool", "tool_name": "get_weather", "content": "18 degrees"}]
        ),
        answer(content="18 degrees."),
    ),
    Case(
        "chat stream",
        lambda url: list(client(url).chat(MODEL, QUESTION, stream=True)),
        events=events({"content": "Sun"}, {"content": "ny."}),
        framing="ndjson",
    ),
    Case(
        "chat stream that calls a tool",
        lambda url: list(client(url).chat(MODEL, QUESTION, tools=[TOOL], stream=True)),
        events=events({"content": "Let me see."}, {"content": "", "tool_calls": [CALL]}),
        framing="ndjson",
    ),
    Case(
        "generate",
        lambda url: client(url).generate(MODEL, "Once", system="Tell a tale."),
        sdk(GenerateResponse, {**HEAD, **END, "response": " upon a time"}),
    ),
    Case(
        "generate stream",
        lambda url: list(client(url).generate(MODEL, "Once", stream=True)),
        events=stream(
            GenerateResponse,
            {**HEAD, "done": False, "response": " upon"},
            {**HEAD, "done": False, "response": " a time"},
            {**HEAD, **END, "response": ""},
        ),
        framing="ndjson",
    ),
]
