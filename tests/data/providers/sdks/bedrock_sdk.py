"""`boto3`: Converse of the Bedrock runtime, its stream, and the body of a model that is invoked."""

import json

import boto3
from botocore.config import Config
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from openinference.instrumentation.bedrock import BedrockInstrumentor
from scripted import Case

INSTRUMENTOR = BedrockInstrumentor

SERVICE = ServiceModel(Loader().load_service_model("bedrock-runtime", "service-2"))
MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
TOOLS = {
    "tools": [
        {
            "toolSpec": {
                "name": "get_weather",
                "description": "Weather of a city.",
                "inputSchema": {"json": {"type": "object", "properties": {"city": {"type": "string"}}}},
            }
        }
    ]
}
CALL = {"toolUseId": "tooluse_1", "name": "get_weather", "input": {"city": "Bern"}}
QUESTION = [{"role": "user", "content": [{"text": "Weather in Bern?"}]}]
USAGE = {"inputTokens": 20, "outputTokens": 12, "totalTokens": 52, "cacheReadInputTokens": 16, "cacheWriteInputTokens": 4}


def client(url):
    return boto3.client(
        "bedrock-runtime",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
        config=Config(retries={"max_attempts": 0}),
    )


def checked(shape, value):
    """The value, if the service's own model has it so."""
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        raise ValueError(report.generate_report())
    return value


def answer(*content, stop="end_turn"):
    message = {"role": "assistant", "content": list(content)}
    value = {"output": {"message": message}, "stopReason": stop, "usage": USAGE, "metrics": {"latencyMs": 7}}
    return checked(SERVICE.operation_model("Converse").output_shape, value)


def events(*pairs):
    shape = SERVICE.operation_model("ConverseStream").output_shape.members["stream"]
    for name, event in pairs:
        checked(shape.members[name], event)
    return list(pairs)


def delta(at, **piece):
    return "contentBlockDelta", {"contentBlockIndex": at, "delta": piece}


def stop(at):
    return "contentBlockStop", {"contentBlockIndex": at}


def end(reason):
    return [("messageStop", {"stopReason": reason}), ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 7}})]


def converse(url, **more):
    return client(url).converse(**{"modelId": MODEL, "messages": QUESTION, **more})


def converse_stream(url, **more):
    return list(client(url).converse_stream(**{"modelId": MODEL, "messages": QUESTION, **more})["stream"])


def invoke(url):
    body = {"anthropic_version": "bedrock-2023-05-31", "max_tokens": 100, "messages": [{"role": "user", "content": "Weather in Bern?"}]}
    return client(url).invoke_model(modelId=MODEL, body=json.dumps(body))


CASES = [
    Case(
        "converse",
        lambda url: converse(url, system=[{"text": "Be brief."}], inferenceConfig={"temperature": 0.5, "maxTokens": 100, "stopSequences": ["END"]}),
        answer({"text": "Sunny."}),
    ),
    Case(
        "converse that calls a tool",
        lambda url: converse(url, toolConfig=TOOLS),
        answer(
            {"reasoningContent": {"reasoningText": {"text": "Ask the tool.", "signature": "c2ln"}}},
            {"text": "Let me see."},
            {"toolUse": CALL},
            stop="tool_use",
        ),
    ),
    Case(
        "converse after a tool",
        lambda url: converse(
            url,
            messages=[
                *QUESTION,
                {"role": "assistant", "content": [{"text": "Let me see."}, {"toolUse": CALL}]},
                {"role": "user", "content": [{"toolResult": {"toolUseId": "tooluse_1", "content": [{"text": "18 degrees"}], "status": "success"}}]},
            ],
            toolConfig=TOOLS,
        ),
        answer({"text": "18 degrees."}),
    ),
    Case(
        "converse stream",
        lambda url: converse_stream(url),
        events=events(
            ("messageStart", {"role": "assistant"}), delta(0, text="Sun"), delta(0, text="ny."), stop(0), *end("end_turn")
        ),
        framing="eventstream",
    ),
    Case(
        "converse stream that calls a tool",
        lambda url: converse_stream(url, toolConfig=TOOLS),
        events=events(
            ("messageStart", {"role": "assistant"}),
            delta(0, text="Let me "),
            delta(0, text="see."),
            stop(0),
            ("contentBlockStart", {"contentBlockIndex": 1, "start": {"toolUse": {"toolUseId": "tooluse_1", "name": "get_weather"}}}),
            delta(1, toolUse={"input": '{"city":'}),
            delta(1, toolUse={"input": '"Bern"}'}),
            stop(1),
            *end("tool_use"),
        ),
        framing="eventstream",
    ),
    Case(
        "model that is invoked",
        invoke,
        {
            "id": "msg_bdrk_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
            "content": [{"type": "text", "text": "Sunny."}], "stop_reason": "end_turn", "stop_sequence": None,
            "usage": {"input_tokens": 20, "output_tokens": 12},
        },
    ),
]
