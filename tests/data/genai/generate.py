#!/usr/bin/env python3
"""Asks the reference implementations what becomes of attributes between OpenInference and the GenAI conventions.

    python generate.py            write cases.json
    python generate.py --check    exit with 1 if it is not what would be written

Needs the packages of xtask/phoenix: `cargo xtask live` installs them into phoenix/venv below the target directory. `write` is
what `openinference-instrumentation` writes beside OpenInference's attributes, `read` what Phoenix makes of the others when it
receives them.
"""

import argparse
import importlib.metadata
import json
import sys
from pathlib import Path

VERSIONS = {"openinference-instrumentation": "0.1.72", "arize-phoenix": "20.26.1"}
PATH = Path(__file__).resolve().parent / "cases.json"


def flat(prefix, *messages):
    return {f"{prefix}.{at}.{key}": value for at, message in enumerate(messages) for key, value in message.items()}


WRITE = {
    "chat with tools": {
        "openinference.span.kind": "LLM",
        "llm.provider": "openai",
        "llm.system": "openai",
        "llm.model_name": "gpt-4o-2024-08-06",
        "llm.request.model_name": "gpt-4o",
        "llm.response.model_name": "gpt-4o-2024-08-06",
        "llm.invocation_parameters": '{"temperature": 0.5, "top_p": 1, "max_completion_tokens": 100, "seed": 7, "n": 1,'
        ' "stop": ["END"], "stream": false, "response_format": {"type": "json_schema"}}',
        "llm.finish_reason": "tool_calls",
        "llm.token_count.prompt": 100,
        "llm.token_count.completion": 50,
        "llm.token_count.total": 150,
        "llm.token_count.prompt_details.cache_read": 60,
        "llm.token_count.prompt_details.audio": 3,
        "llm.token_count.completion_details.reasoning": 30,
        "session.id": "s-1",
        "output.mime_type": "application/json",
        "output.value": '{"id": "chatcmpl-1", "model": "gpt-4o-2024-08-06"}',
        "llm.tools.0.tool.json_schema": '{"type": "function", "function": {"name": "weather", "description": "d",'
        ' "parameters": {"type": "object"}}}',
        **flat(
            "llm.input_messages",
            {"message.role": "system", "message.content": "Be brief."},
            {"message.role": "user", "message.content": "Weather?"},
            {
                "message.role": "assistant",
                "message.tool_calls.0.tool_call.id": "call_0",
                "message.tool_calls.0.tool_call.function.name": "weather",
                "message.tool_calls.0.tool_call.function.arguments": '{"city": "Rome"}',
            },
            {
                "message.role": "tool",
                "message.tool_call_id": "call_0",
                "message.name": "weather",
                "message.content": '{"c": 21}',
            },
        ),
        **flat(
            "llm.output_messages",
            {
                "message.role": "assistant",
                "message.content": "Let me see.",
                "message.tool_calls.0.tool_call.id": "call_1",
                "message.tool_calls.0.tool_call.function.name": "weather",
                "message.tool_calls.0.tool_call.function.arguments": '{"city": "Bern"}',
            },
        ),
    },
    "reasoning and images": {
        "openinference.span.kind": "LLM",
        "llm.provider": "anthropic",
        "llm.system": "anthropic",
        "llm.model_name": "claude-sonnet-4-5",
        "llm.token_count.prompt": 10,
        "llm.token_count.prompt_details.cache_write": 4,
        **flat(
            "llm.input_messages",
            {
                "message.role": "user",
                "message.contents.0.message_content.type": "text",
                "message.contents.0.message_content.text": "Look",
                "message.contents.1.message_content.type": "image",
                "message.contents.1.message_content.image.image.url": "data:image/png;base64,AAAA",
                "message.contents.2.message_content.type": "image",
                "message.contents.2.message_content.image.image.url": "https://example.com/cat.png",
            },
        ),
        **flat(
            "llm.output_messages",
            {
                "message.role": "assistant",
                "message.contents.0.message_content.type": "reasoning",
                "message.contents.0.message_content.text": "Hm",
                "message.contents.1.message_content.type": "text",
                "message.contents.1.message_content.text": "A cat.",
            },
        ),
    },
    "completion": {
        "openinference.span.kind": "LLM",
        "llm.provider": "azure",
        "llm.system": "openai",
        "llm.model_name": "gpt-3.5-turbo-instruct",
        "llm.prompts.0.prompt.text": "Once",
        "llm.choices.0.completion.text": "upon",
    },
    "tool": {
        "openinference.span.kind": "TOOL",
        "tool.name": "weather",
        "tool.description": "Current weather",
        "tool.id": "call_1",
        "tool.parameters": '{"type": "object"}',
        "input.value": '{"city": "Rome"}',
        "input.mime_type": "application/json",
        "output.value": "sunny",
        "output.mime_type": "text/plain",
    },
    "agent": {"openinference.span.kind": "AGENT", "agent.name": "planner", "session.id": "s-1", "input.value": "Hi"},
    "retriever": {
        "openinference.span.kind": "RETRIEVER",
        "input.value": "Rome?",
        "input.mime_type": "text/plain",
        "retrieval.documents.0.document.id": "a",
        "retrieval.documents.0.document.score": 0.5,
        "retrieval.documents.0.document.content": "Rome is",
        "retrieval.documents.0.document.metadata": '{"page": 1}',
    },
    "embedding": {
        "openinference.span.kind": "EMBEDDING",
        "embedding.model_name": "text-embedding-3-small",
        "embedding.invocation_parameters": '{"encoding_format": "float"}',
        "embedding.embeddings.0.embedding.text": "Hi",
        "embedding.embeddings.0.embedding.vector": [0.1, 0.2, 0.3],
    },
    "chain": {"openinference.span.kind": "CHAIN", "input.value": "Hi", "session.id": "s-1"},
}

TEXT = '{"type": "text", "content": "%s"}'
READ = {
    "chat with tools": {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.response.model": "gpt-4o-2024-08-06",
        "gen_ai.response.id": "chatcmpl-1",
        "gen_ai.response.finish_reasons": ["tool_call"],
        "gen_ai.conversation.id": "s-1",
        "gen_ai.request.temperature": 0.5,
        "gen_ai.request.max_tokens": 100,
        "gen_ai.request.stop_sequences": ["END"],
        "gen_ai.output.type": "json",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 50,
        "gen_ai.usage.cache_read.input_tokens": 60,
        "gen_ai.usage.cache_creation.input_tokens": 10,
        "gen_ai.usage.reasoning.output_tokens": 30,
        "gen_ai.system_instructions": f"[{TEXT % 'Be brief.'}]",
        "gen_ai.input.messages": '[{"role": "user", "parts": [' + TEXT % "Weather?" + "]},"
        '{"role": "assistant", "parts": [{"type": "tool_call", "id": "call_0", "name": "weather",'
        ' "arguments": {"city": "Rome"}}]},'
        '{"role": "tool", "parts": [{"type": "tool_call_response", "id": "call_0", "response": {"c": 21}}]}]',
        "gen_ai.output.messages": '[{"role": "assistant", "parts": [' + TEXT % "Let me see." + ","
        '{"type": "tool_call", "id": "call_1", "name": "weather", "arguments": {"city": "Bern"}}],'
        ' "finish_reason": "tool_call"}]',
        "gen_ai.tool.definitions": '[{"type": "function", "name": "weather", "description": "d",'
        ' "parameters": {"type": "object"}}]',
    },
    "reasoning and images": {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "anthropic",
        "gen_ai.request.model": "claude-sonnet-4-5",
        "gen_ai.input.messages": '[{"role": "user", "parts": [' + TEXT % "Look" + ","
        '{"type": "blob", "modality": "image", "mime_type": "image/png", "content": "AAAA"},'
        '{"type": "uri", "modality": "image", "uri": "https://example.com/cat.png"}]}]',
        "gen_ai.output.messages": '[{"role": "assistant", "parts": [{"type": "reasoning", "content": "Hm"},'
        + TEXT % "A cat." + '], "finish_reason": "stop"}]',
    },
    "a broken message": {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.input.messages": '[{"role": "user", "parts": [' + TEXT % "Hi" + "]}, 7]",
    },
    "two answers to calls": {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.input.messages": '[{"role": "tool", "parts": [{"type": "tool_call_response", "id": "a", "response": "1"},'
        '{"type": "tool_call_response", "id": "b", "response": "2"}]}]',
    },
    "tool": {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "weather",
        "gen_ai.tool.description": "Current weather",
        "gen_ai.tool.call.id": "call_1",
        "gen_ai.tool.call.arguments": '{"city": "Rome"}',
        "gen_ai.tool.call.result": '{"c": 21}',
    },
    "agent": {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "planner", "gen_ai.provider.name": "openai"},
    "plan": {"gen_ai.operation.name": "plan", "gen_ai.agent.name": "planner"},
    "retriever": {
        "gen_ai.operation.name": "retrieval",
        "gen_ai.retrieval.query.text": "Rome?",
        "gen_ai.retrieval.documents": '[{"id": "a", "score": 0.5, "content": "Rome is", "metadata": {"page": 1}}]',
    },
    "documents without scores": {
        "gen_ai.operation.name": "retrieval",
        "gen_ai.retrieval.documents": '[{"id": "a"}]',
    },
    "embedding": {
        "gen_ai.operation.name": "embeddings",
        "gen_ai.provider.name": "gcp.vertex_ai",
        "gen_ai.request.model": "text-embedding-005",
        "gen_ai.request.encoding_formats": ["float"],
        "gen_ai.embeddings.dimension.count": 3,
        "gen_ai.usage.input_tokens": 5,
    },
    "without an operation": {"gen_ai.system": "mistral_ai", "gen_ai.request.model": "mistral-large-latest"},
    "of other conventions": {"http.request.method": "GET"},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    for package, version in VERSIONS.items():
        installed = importlib.metadata.version(package)
        if installed != version:
            sys.exit(f"{package} {version} is wanted, {installed} is installed")

    from openinference.instrumentation._genai_conversion import get_genai_attributes
    from phoenix.trace.gen_ai.conversion import get_openinference_attributes

    def cases(all, convert):
        return [{"name": name, "given": given, "expected": convert(given)} for name, given in all.items()]

    data = {
        "source": " and ".join(f"PyPI package {name} {version}" for name, version in VERSIONS.items()),
        "write": cases(WRITE, get_genai_attributes),
        "read": cases(READ, get_openinference_attributes),
    }
    expected = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if not arguments.check:
        PATH.write_text(expected, encoding="utf-8")
    elif PATH.read_text(encoding="utf-8") != expected:
        sys.exit("cases.json is not what generate.py writes: run `python generate.py`")


if __name__ == "__main__":
    main()
