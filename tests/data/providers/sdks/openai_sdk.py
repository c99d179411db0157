"""`openai`: chat completions, completions, embeddings, responses; and Azure's."""

from openai import AzureOpenAI, OpenAI, OpenAIError
from openai.types import Completion, CreateEmbeddingResponse
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.responses import Response, ResponseStreamEvent
from openinference.instrumentation.openai import OpenAIInstrumentor
from scripted import Case, sdk, stream

INSTRUMENTOR = OpenAIInstrumentor

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "get_weather", "description": "Weather of a city.", "parameters": PARAMETERS}}
FLAT_TOOL = {"type": "function", "name": "get_weather", "description": "Weather of a city.", "parameters": PARAMETERS, "strict": True}
PNG = "data:image/png;base64,iVBORw0KGgo="
USAGE = {
    "prompt_tokens": 40,
    "completion_tokens": 12,
    "total_tokens": 52,
    "prompt_tokens_details": {"cached_tokens": 16, "audio_tokens": 2},
    "completion_tokens_details": {"reasoning_tokens": 5, "audio_tokens": 1},
}
QUESTION = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Weather in Bern?"},
]
CALLS = [
    {"id": "call_1", "type": "function", "function": {"name": "get_weather", "arguments": '{"city":"Bern"}'}},
    {"id": "call_2", "type": "function", "function": {"name": "get_weather", "arguments": '{"city":"Rome"}'}},
]


def client(url):
    return OpenAI(api_key="none", base_url=f"{url}/v1", max_retries=0)


def azure(url):
    return AzureOpenAI(api_key="none", azure_endpoint=url, api_version="2024-10-21", max_retries=0)


def chat(*choices, **more):
    head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000, "model": "gpt-4o-2024-08-06"}
    choices = [{"index": at, "logprobs": None, **choice} for at, choice in enumerate(choices)]
    return sdk(ChatCompletion, {**head, "choices": choices, "usage": USAGE, **more})


def says(text, **more):
    return {"message": {"role": "assistant", "content": text, "refusal": None}, "finish_reason": "stop", **more}


def chunks(*deltas, usage=True):
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_700_000_000, "model": "gpt-4o-2024-08-06"}
    items = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]} for delta, finish in deltas]
    last = [{**head, "choices": [], "usage": USAGE}] if usage else []
    return stream(ChatCompletionChunk, *items, *last, done=True)


def piece(at, **function):
    more = {"id": f"call_{at + 1}", "type": "function"} if "name" in function else {}
    return {"tool_calls": [{"index": at, "function": function, **more}]}


def response(*output, **more):
    head = {
        "id": "resp_1", "object": "response", "created_at": 1_700_000_000.0, "model": "gpt-4o-2024-08-06", "status": "completed",
        "error": None, "incomplete_details": None, "instructions": "Be brief.", "metadata": {}, "parallel_tool_calls": True,
        "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0,
    }
    usage = {
        "input_tokens": 40, "input_tokens_details": {"cached_tokens": 16, "cache_write_tokens": 8}, "output_tokens": 12,
        "output_tokens_details": {"reasoning_tokens": 5}, "total_tokens": 52,
    }
    return {**head, "output": list(output), "usage": usage, **more}


def output_text(text):
    content = [{"type": "output_text", "text": text, "annotations": []}]
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": content}


REASONING = {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "Ask the tool."}]}
CALL_ITEM = {
    "type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "get_weather", "arguments": '{"city":"Bern"}',
    "status": "completed",
}


def response_events():
    def event(kind, **more):
        return {"type": kind, "sequence_number": next(numbers), **more}

    numbers = iter(range(100))
    started = response(status="in_progress", usage=None)
    opened = {**output_text(""), "content": [], "status": "in_progress"}
    part = {"type": "output_text", "text": "", "annotations": []}
    at = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    called = {**CALL_ITEM, "arguments": "", "status": "in_progress"}
    of_call = {"item_id": "fc_1", "output_index": 1}
    return stream(
        ResponseStreamEvent,
        event("response.created", response=started),
        event("response.output_item.added", output_index=0, item=opened),
        event("response.content_part.added", part=part, **at),
        event("response.output_text.delta", delta="Let me ", logprobs=[], **at),
        event("response.output_text.delta", delta="see.", logprobs=[], **at),
        event("response.output_text.done", text="Let me see.", logprobs=[], **at),
        event("response.output_item.done", output_index=0, item=output_text("Let me see.")),
        event("response.output_item.added", output_index=1, item=called),
        event("response.function_call_arguments.delta", delta='{"city":', **of_call),
        event("response.function_call_arguments.delta", delta='"Bern"}', **of_call),
        event("response.function_call_arguments.done", name="get_weather", arguments='{"city":"Bern"}', **of_call),
        event("response.output_item.done", output_index=1, item=CALL_ITEM),
        event("response.completed", response=response(output_text("Let me see."), CALL_ITEM)),
        named=True,
    )


def refused_with_error(url):
    try:
        client(url).chat.completions.create(model="gpt-4o", messages=QUESTION)
    except OpenAIError:
        return
    raise AssertionError("the server answered with an error")


FILTERED = {name: {"filtered": False, "severity": "safe"} for name in ("hate", "self_harm", "sexual", "violence")}

CASES = [
    Case(
        "chat",
        lambda url: client(url).chat.completions.create(
            model="gpt-4o", messages=QUESTION, temperature=0.5, max_completion_tokens=100, seed=7, stop=["END"], user="u-1"
        ),
        chat(says("Sunny.")),
    ),
    Case(
        "chat with two choices",
        lambda url: client(url).chat.completions.create(model="gpt-4o", messages=QUESTION, n=2),
        chat(says("Sunny."), says("Rain.")),
    ),
    Case(
        "chat about an image",
        lambda url: client(url).chat.completions.create(
            model="gpt-4o",
            messages=[
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "What is this?"},
                        {"type": "image_url", "image_url": {"url": PNG, "detail": "low"}},
                        {"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}},
                    ],
                }
            ],
        ),
        chat(says("A cat.")),
    ),
    Case(
        "chat that calls tools",
        lambda url: client(url).chat.completions.create(
            model="gpt-4o", messages=QUESTION, tools=[TOOL], tool_choice="auto", parallel_tool_calls=True
        ),
        chat({"message": {"role": "assistant", "content": None, "refusal": None, "tool_calls": CALLS}, "finish_reason": "tool_calls"}),
    ),
    Case(
        "chat after a tool",
        lambda url: client(url).chat.completions.create(
            model="gpt-4o",
            messages=[
                *QUESTION,
                {"role": "assistant", "tool_calls": CALLS},
                {"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"},
                {"role": "tool", "tool_call_id": "call_2", "content": "25 degrees"},
            ],
            tools=[TOOL],
        ),
        chat(says("18 and 25.")),
    ),
    Case(
        "chat that is refused",
        lambda url: client(url).chat.completions.create(model="gpt-4o", messages=QUESTION),
        chat({"message": {"role": "assistant", "content": None, "refusal": "I cannot."}, "finish_reason": "stop"}),
    ),
    Case(
        "chat with an error",
        refused_with_error,
        {"error": {"message": "You are too fast.", "type": "rate_limit_error", "param": None, "code": "rate_limit_exceeded"}},
        status=429,
    ),
    Case(
        "chat stream",
        lambda url: list(
            client(url).chat.completions.create(
                model="gpt-4o", messages=QUESTION, stream=True, stream_options={"include_usage": True}
            )
        ),
        events=chunks(({"role": "assistant", "content": ""}, None), ({"content": "Sun"}, None), ({"content": "ny."}, None), ({}, "stop")),
        framing="sse",
    ),
    Case(
        "chat stream that calls tools",
        lambda url: list(client(url).chat.completions.create(model="gpt-4o", messages=QUESTION, tools=[TOOL], stream=True)),
        events=chunks(
            ({"role": "assistant", "content": None}, None),
            (piece(0, name="get_weather", arguments=""), None),
            (piece(0, arguments='{"city":'), None),
            (piece(0, arguments='"Bern"}'), None),
            (piece(1, name="get_weather", arguments=""), None),
            (piece(1, arguments='{"city":"Rome"}'), None),
            ({}, "tool_calls"),
            usage=False,
        ),
        framing="sse",
    ),
    Case(
        "completion",
        lambda url: client(url).completions.create(model="gpt-3.5-turbo-instruct", prompt="Once", max_tokens=5),
        sdk(
            Completion,
            {
                "id": "cmpl-1", "object": "text_completion", "created": 1_700_000_000, "model": "gpt-3.5-turbo-instruct",
                "choices": [{"index": 0, "text": " upon a time", "finish_reason": "length", "logprobs": None}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 5, "total_tokens": 6},
            },
        ),
    ),
    Case(
        "embeddings",
        lambda url: client(url).embeddings.create(model="text-embedding-3-small", input=["one", "two"], encoding_format="float"),
        sdk(
            CreateEmbeddingResponse,
            {
                "object": "list", "model": "text-embedding-3-small",
                "data": [{"object": "embedding", "index": at, "embedding": [0.25, -0.5, at]} for at in range(2)],
                "usage": {"prompt_tokens": 2, "total_tokens": 2},
            },
        ),
    ),
    Case(
        "response",
        lambda url: client(url).responses.create(
            model="gpt-4o", instructions="Be brief.", input="Weather in Bern?", temperature=0.5, max_output_tokens=100
        ),
        sdk(Response, response(output_text("Sunny."))),
    ),
    Case(
        "response that calls a tool",
        lambda url: client(url).responses.create(model="gpt-4o", input=QUESTION, tools=[FLAT_TOOL]),
        sdk(Response, response(REASONING, CALL_ITEM)),
    ),
    Case(
        "response after a tool",
        lambda url: client(url).responses.create(
            model="gpt-4o",
            input=[
                {"role": "user", "content": [{"type": "input_text", "text": "Weather here?"}, {"type": "input_image", "image_url": PNG, "detail": "auto"}]},
                {"type": "function_call", "call_id": "call_1", "name": "get_weather", "arguments": '{"city":"Bern"}'},
                {"type": "function_call_output", "call_id": "call_1", "output": "18 degrees"},
            ],
            tools=[FLAT_TOOL],
        ),
        sdk(Response, response(output_text("18 degrees."))),
    ),
    Case(
        "response stream that calls a tool",
        lambda url: list(client(url).responses.create(model="gpt-4o", input="Weather in Bern?", tools=[FLAT_TOOL], stream=True)),
        events=response_events(),
        framing="sse",
    ),
    Case(
        "azure chat",
        lambda url: azure(url).chat.completions.create(model="gpt-4o", messages=QUESTION, temperature=0.5),
        chat(
            says("Sunny.", content_filter_results=FILTERED),
            prompt_filter_results=[{"prompt_index": 0, "content_filter_results": FILTERED}],
        ),
    ),
    Case(
        "azure chat stream",
        lambda url: list(azure(url).chat.completions.create(model="gpt-4o", messages=QUESTION, stream=True)),
        events=chunks(({"role": "assistant", "content": ""}, None), ({"content": "Sunny."}, None), ({}, "stop"), usage=False),
        framing="sse",
    ),
]
