#!/usr/bin/env python3
"""Writes the price book that is built into the crate: prices.json and date.txt.

    pip install --no-deps litellm==1.106.2
    python generate.py            write them
    python generate.py --check    exit with 1 if they are not what would be written

An extract of the file that LiteLLM publishes and its package contains (MIT licence, see LICENSE): models that are paid by
the token, of the providers below, with the prices that the crate reads and nothing else. To move to a newer version change
it here and in ../../../tests/data/litellm, with the day on which it was released, and run both generators.
"""

import argparse
import importlib.metadata
import json
import re
import sys
from pathlib import Path

PACKAGE = "litellm"
VERSION = "1.106.2"
RELEASED = "2026-10-21"
FILE = "litellm/model_prices_and_context_window_backup.json"
HERE = Path(__file__).resolve().parent

PROVIDERS = {
    "anthropic", "azure", "bedrock", "bedrock_converse", "cerebras", "cohere", "cohere_chat", "deepseek", "gemini", "groq",
    "mistral", "moonshot", "openai", "text-completion-openai", "vertex_ai-anthropic_models", "xai",
}
MODES = {"chat", "completion", "embedding", "realtime", "responses"}
# Deployments in one region, which only a caller who names it can mean.
REGIONAL = re.compile(r"^(azure/(eu|us|global|global-standard)|bedrock/[a-z-]+-\d|bedrock/\*|bedrock/us-gov)")
PRICE = re.compile(
    r"^(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost"
    r"|input_cost_per_audio_token|output_cost_per_audio_token|output_cost_per_reasoning_token)"
    r"(_above_\d+k?_tokens)?(_flex|_priority|_balanced|_ultrafast)?$"
)
RULES = {"litellm_provider", "off_peak_pricing", "tiered_pricing"}


def published():
    """The file of the installed package, which need not be imported for it."""
    distribution = importlib.metadata.distribution(PACKAGE)
    if distribution.version != VERSION:
        sys.exit(f"{PACKAGE} {VERSION} is wanted, {distribution.version} is installed")
    return json.loads(Path(distribution.locate_file(FILE)).read_text(encoding="utf-8"))


def extract(entries):
    for model, entry in sorted(entries.items()):
        if entry.get("litellm_provider") not in PROVIDERS or entry.get("mode") not in MODES or REGIONAL.match(model):
            continue
        prices = {name: value for name, value in entry.items() if PRICE.match(name) or name in RULES}
        if "input_cost_per_token" in prices or "tiered_pricing" in prices:
            yield model, dict(sorted(prices.items()))


def text(models):
    lines = [f"{json.dumps(model)}:{json.dumps(prices, separators=(',', ':'))}" for model, prices in models]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    files = {"prices.json": text(extract(published())), "date.txt": f"{RELEASED}\n"}
    for name, expected in files.items():
        path = HERE / name
        if not arguments.check:
            path.write_text(expected, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != expected:
            sys.exit(f"{name} is not what generate.py writes: run `python generate.py`")


if __name__ == "__main__":
    main()
