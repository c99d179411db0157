#!/usr/bin/env python3
"""Calls a scripted server by the providers' own SDKs, instrumented by the reference implementation.

    python generate.py            write a file for each provider beside this one
    python generate.py --check    exit with 1 if they are not what would be written
    python generate.py --serve    write what was found to stdout, one line of JSON, and answer further calls until stdin ends

Needs the packages of xtask/providers. For each case the files say what the SDK sent, what it was answered, and the attributes
of the reference's span. Answers are made and checked by the SDK's own types. Everything is on loopback.
"""

import argparse
import base64
import importlib
import json
import os
import sys
from pathlib import Path

# Before an SDK looks: no proxy stands between it and this process, and none looks for credentials.
for name in list(os.environ):
    if name.lower().endswith("_proxy") or name.startswith(("AWS_", "OPENAI_", "ANTHROPIC_", "GOOGLE_", "GEMINI_", "CO_", "MISTRAL_", "OTEL_", "OPENINFERENCE_")):
        del os.environ[name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

from opentelemetry.sdk.trace import TracerProvider  # noqa: E402
from opentelemetry.sdk.trace.export import SimpleSpanProcessor  # noqa: E402
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter  # noqa: E402
from scripted import Server  # noqa: E402

HERE = Path(__file__).resolve().parent
PROVIDERS = ["anthropic", "bedrock", "cohere", "google_genai", "mistral", "ollama", "openai"]


def found(modules):
    """What becomes of every case: a list for each provider."""
    exporter = InMemorySpanExporter()
    tracing = TracerProvider()
    tracing.add_span_processor(SimpleSpanProcessor(exporter))
    server = Server({(provider, slug(case.name)): case for provider, module in modules.items() for case in module.CASES})
    results = {}
    for provider, module in modules.items():
        module.INSTRUMENTOR().instrument(tracer_provider=tracing)
        results[provider] = [result(server, provider, case, exporter) for case in module.CASES]
        module.INSTRUMENTOR().uninstrument()
    return server, results


def slug(name):
    return name.replace(" ", "-")


def result(server, provider, case, exporter):
    exporter.clear()
    case.call(f"{server.url}/{provider}/{slug(case.name)}")
    path, request = server.requests[provider, slug(case.name)]
    spans = exporter.get_finished_spans()
    if len(spans) > 1:
        sys.exit(f"{provider}: {case.name}: {len(spans)} spans")
    return {
        "name": case.name,
        "path": path,
        "request": request,
        "content_type": case.content_type(),
        "status": case.status,
        "body": body(case),
        # None where the reference does not instrument the call.
        "attributes": dict(sorted(spans[0].attributes.items())) if spans else None,
    }


def body(case):
    if case.framing == "json":
        return {"json": case.response}
    if case.framing == "eventstream":
        return {"base64": base64.b64encode(case.body()).decode()}
    return {"lines": case.body().decode().split("\n")}


def text(results):
    return json.dumps(results, indent=1, ensure_ascii=False) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()
    server, results = found({provider: importlib.import_module(f"sdks.{provider}_sdk") for provider in PROVIDERS})
    if arguments.serve:
        print(json.dumps({"url": server.url, "results": results}), flush=True)
        sys.stdin.read()
        return
    for provider, result in results.items():
        path = HERE / f"{provider}.json"
        if not arguments.check:
            path.write_text(text(result), encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text(result):
            sys.exit(f"{path.name} is not what the pinned packages say")


if __name__ == "__main__":
    main()
