"""`google-genai`: Gemini's `generateContent` and its stream."""

from google.genai import Client, types
from openinference.instrumentation.google_genai import GoogleGenAIInstrumentor
from scripted import Case, sdk

INSTRUMENTOR = GoogleGenAIInstrumentor

MODEL = "gemini-2.5-flash"
TOOL = types.Tool(
    function_declarations=[
        types.FunctionDeclaration(
            name="get_weather",
            description="Weather of a city.",
            parameters=types.Schema(type="OBJECT", properties={"city": types.Schema(type="STRING")}, required=["city"]),
        )
    ]
)
USAGE = {
    "prompt_token_count": 40,
    "candidates_token_count": 7,
    "thoughts_token_count": 5,
    "cached_content_token_count": 16,
    "total_token_count": 52,
}
CALL = {"function_call": {"id": "call-1", "name": "get_weather", "args": {"city": "Bern"}}}


def client(url):
    # Of its own for each call: it has the path of the case in its base.
    return Client(api_key="none", vertexai=False, http_options=types.HttpOptions(base_url=url))


def ask(url, contents="Weather in Bern?", **config):
    config = types.GenerateContentConfig(**config) if config else None
    with client(url) as gemini:
        return gemini.models.generate_content(model=MODEL, contents=contents, config=config)


def ask_stream(url, **config):
    config = types.GenerateContentConfig(**config) if config else None
    with client(url) as gemini:
        return list(gemini.models.generate_content_stream(model=MODEL, contents="Weather in Bern?", config=config))


def said(*parts, finish="STOP", usage=USAGE):
    candidate = {"index": 0, "content": {"role": "model", "parts": list(parts)}}
    candidate = {**candidate, "finish_reason": finish} if finish else candidate
    usage = {"usage_metadata": usage} if usage else {}
    answer = {"candidates": [candidate], "model_version": "gemini-2.5-flash-001", "response_id": "r-1", **usage}
    return sdk(types.GenerateContentResponse, answer, exclude_none=True)


def events(*answers):
    return [(None, answer) for answer in answers]


CASES = [
    Case(
        "content",
        lambda url: ask(url, system_instruction="Be brief.", temperature=0.5, top_k=10, max_output_tokens=100, stop_sequences=["END"]),
        said({"text": "Sunny."}),
    ),
    Case(
        "content about an image",
        lambda url: ask(
            url,
            [
                types.Content(
                    role="user",
                    parts=[
                        types.Part.from_text(text="What is this?"),
                        types.Part.from_bytes(data=b"\x89PNG\r\n", mime_type="image/png"),
                        types.Part.from_uri(file_uri="https://example.com/cat.png", mime_type="image/png"),
                    ],
                )
            ],
        ),
        said({"text": "A cat."}),
    ),
    Case(
        "content that calls a tool",
        lambda url: ask(url, tools=[TOOL], automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)),
        said({"text": "Ask the tool.", "thought": True}, {"text": "Let me see."}, {**CALL, "thought_signature": b"sig"}),
    ),
    Case(
        "content after a tool",
        lambda url: ask(
            url,
            [
                types.Content(role="user", parts=[types.Part.from_text(text="Weather in Bern?")]),
                types.Content(role="model", parts=[types.Part(**CALL)]),
                types.Content(
                    role="user",
                    parts=[types.Part(function_response=types.FunctionResponse(id="call-1", name="get_weather", response={"result": "18 degrees"}))],
                ),
            ],
        ),
        said({"text": "18 degrees."}),
    ),
    Case(
        "content stream",
        lambda url: ask_stream(url, temperature=0.5),
        events=events(said({"text": "Sun"}, finish=None, usage=None), said({"text": "ny."})),
        framing="sse",
    ),
    Case(
        "content stream that calls a tool",
        lambda url: ask_stream(url, tools=[TOOL], automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)),
        events=events(
            said({"text": "Ask the tool.", "thought": True}, finish=None, usage=None),
            said({"text": "Let me "}, finish=None, usage=None),
            said({"text": "see."}, finish=None, usage=None),
            said(CALL),
        ),
        framing="sse",
    ),
]
