"""`cohere`: chat, its stream, rerank and embed of version 2."""

from cohere import ClientV2, EmbedByTypeResponse, V2ChatResponse, V2ChatStreamResponse, V2RerankResponse
from openinference.instrumentation.cohere import CohereInstrumentor
from scripted import Case, sdk, stream

INSTRUMENTOR = CohereInstrumentor

MODEL = "command-a-03-2025"
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
QUESTION = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Weather in Bern?"}]
CALL = {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": '{"city":"Bern"}'}}
USAGE = {
    "billed_units": {"input_tokens": 20, "output_tokens": 12},
    "tokens": {"input_tokens": 40, "output_tokens": 12},
    "cached_tokens": 16,
}


def client(url):
    return ClientV2(api_key="none", base_url=url)


def answer(finish="COMPLETE", **message):
    value = {"id": "c-1", "finish_reason": finish, "message": {"role": "assistant", **message}, "usage": USAGE}
    return sdk(V2ChatResponse, value)


def events(*pieces, finish="COMPLETE"):
    start = {"type": "message-start", "id": "c-1", "delta": {"message": {"role": "assistant"}}}
    end = {"type": "message-end", "delta": {"finish_reason": finish, "usage": USAGE}}
    return stream(V2ChatStreamResponse, start, *pieces, end, named=True)


def of(kind, at=0, **message):
    return {"type": kind, "index": at, "delta": {"message": message}}


CASES = [
    Case(
        "chat",
        lambda url: client(url).chat(model=MODEL, messages=QUESTION, temperature=0.5, max_tokens=100, k=10, stop_sequences=["END"]),
        answer(content=[{"type": "text", "text": "Sunny."}]),
    ),
    Case(
        "chat that calls a tool",
        lambda url: client(url).chat(model=MODEL, messages=QUESTION, tools=[TOOL]),
        answer("TOOL_CALL", tool_plan="Ask the tool.", tool_calls=[CALL]),
    ),
    Case(
        "chat after a tool",
        lambda url: client(url).chat(
            model=MODEL,
            messages=[
                *QUESTION,
                {"role": "assistant", "tool_plan": "Ask the tool.", "tool_calls": [CALL]},
                {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"},
            ],
        ),
        answer(content=[{"type": "text", "text": "18 degrees."}]),
    ),
    Case(
        "chat stream",
        lambda url: list(client(url).chat_stream(model=MODEL, messages=QUESTION)),
        events=events(
            of("content-start", content={"type": "text", "text": ""}),
            of("content-delta", content={"text": "Sun"}),
            of("content-delta", content={"text": "ny."}),
            {"type": "content-end", "index": 0},
        ),
        framing="sse",
    ),
    Case(
        "chat stream that calls a tool",
        lambda url: list(client(url).chat_stream(model=MODEL, messages=QUESTION, tools=[TOOL])),
        events=events(
            {"type": "tool-plan-delta", "delta": {"message": {"tool_plan": "Ask the tool."}}},
            of("tool-call-start", tool_calls={"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": ""}}),
            of("tool-call-delta", tool_calls={"function": {"arguments": '{"city":'}}),
            of("tool-call-delta", tool_calls={"function": {"arguments": '"Bern"}'}}),
            {"type": "tool-call-end", "index": 0},
            finish="TOOL_CALL",
        ),
        framing="sse",
    ),
    Case(
        "rerank",
        lambda url: client(url).rerank(model="rerank-v3.5", query="rain", documents=["Sun in Rome.", "Rain in Bern.", "Snow."], top_n=2),
        sdk(
            V2RerankResponse,
            {
                "id": "r-1",
                "results": [{"index": 1, "relevance_score": 0.75}, {"index": 2, "relevance_score": 0.25}],
                "meta": {"api_version": {"version": "2"}, "billed_units": {"search_units": 1}},
            },
        ),
    ),
    Case(
        "embed",
        lambda url: client(url).embed(model="embed-v4.0", input_type="search_query", texts=["one", "two"], embedding_types=["float"]),
        sdk(
            EmbedByTypeResponse,
            {
                "id": "e-1",
                "response_type": "embeddings_by_type",
                "texts": ["one", "two"],
                "embeddings": {"float": [[0.25, -0.5], [0.25, 0.5]]},
                "meta": {"api_version": {"version": "2"}, "billed_units": {"input_tokens": 2}},
            },
        ),
    ),
]
