#!/usr/bin/env python3
"""Asks LiteLLM what calls cost, for the tests of the price book to compare with.

    pip install -r ../../../xtask/litellm/requirements.txt
    python generate.py            write costs.tsv and prices.json
    python generate.py --check    exit with 1 if they are not what would be written
    python generate.py --answer   read calls from stdin and write what they cost to stdout, both as in costs.tsv

prices.json is the file of prices in the package, as it is. costs.tsv has a line for each call: the model, the service tier
(empty for the standard one), the moment of the call in seconds since 1970, seven token counts (prompt, completion, cache read,
cache write, prompt audio, reasoning, completion audio; the last five are parts of the first two), and what LiteLLM says that
prompt and completion cost in US dollars. Where it has no price, both are empty.
"""

import argparse
import datetime
import importlib.metadata
import os
import shutil
import sys
from pathlib import Path

PACKAGE = "litellm"
VERSION = "1.106.2"
HERE = Path(__file__).resolve().parent
# A Tuesday at 02:00 in UTC, when no off-peak price holds, and a Saturday, when those of DeepSeek do.
PEAK = 1_767_664_800
OFF_PEAK = 1_768_010_400

# By the fields that their prices have: caches, audio, reasoning, long prompts, ranges, tiers, hours.
MODELS = [
    "gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-nano", "gpt-5", "gpt-5-mini", "gpt-5.5", "o3", "o4-mini",
    "gpt-audio", "gpt-audio-mini", "gpt-realtime", "gpt-3.5-turbo", "ft:gpt-4o-2024-08-06", "text-embedding-3-small",
    "text-embedding-3-large", "claude-haiku-4-5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-6", "claude-opus-4-5",
    "claude-opus-4-7", "claude-sonnet-5", "gemini/gemini-2.5-pro", "gemini/gemini-2.5-flash", "gemini/gemini-2.5-flash-lite",
    "gemini/gemini-3.1-flash-lite", "gemini/gemini-embedding-001", "vertex_ai/claude-sonnet-4-5", "gemini-2.5-flash",
    "azure/gpt-4o", "azure/gpt-4o-mini", "azure/gpt-5", "azure/gpt-4o-realtime-preview-2024-12-17", "azure/o3",
    "anthropic.claude-3-5-sonnet-20240620-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "amazon.nova-lite-v1:0",
    "us.amazon.nova-pro-v1:0", "meta.llama3-3-70b-instruct-v1:0", "mistral/mistral-large-latest", "mistral/codestral-latest",
    "command-r-08-2024", "command-a-03-2025", "deepseek/deepseek-chat", "deepseek/deepseek-reasoner", "deepseek/deepseek-v4-pro",
    "xai/grok-4.3", "xai/grok-4.7", "groq/openai/gpt-oss-120b", "cerebras/llama-3.3-70b", "moonshot/kimi-k2.5",
    "dashscope/qwen-flash", "dashscope/qwen3-max", "together_ai/deepseek-ai/DeepSeek-V3",
    "fireworks_ai/accounts/fireworks/models/deepseek-v3", "perplexity/sonar", "perplexity/sonar-reasoning-pro",
    "tencent/deepseek-v4-pro-0813", "amazon.nova-2-pro-preview-20251202-v1:0", "gemini-3.1-flash-lite", "dashscope/qwen-turbo",
]
CALLS = [
    (1_000, 100, 0, 0, 0, 0, 0),
    (1_234_567, 8_191, 0, 0, 0, 0, 0),
    (10_000, 2_000, 6_000, 0, 0, 1_500, 0),
    (10_000, 500, 3_000, 2_000, 0, 0, 0),
    (4_000, 1_000, 0, 0, 3_000, 0, 700),
    (4_000, 1_000, 1_000, 500, 2_750, 300, 400),
    (250_000, 4_000, 100_000, 50_000, 0, 1_000, 0),
    (32_000, 1, 31_999, 0, 0, 0, 0),
    (128_000, 10, 0, 128_000, 0, 10, 0),
    (200_000, 0, 0, 0, 0, 0, 0),
    (7, 3, 9, 2, 5, 4, 2),
]
# Details that are larger than their whole. These providers' calculators cut them, all others price them as they are.
BROKEN = CALLS[-1]
CUT_BROKEN = {"dashscope", "perplexity", "xai"}
TIERS = ["", "flex", "priority"]


def load():
    """The package, without the newer prices that it would look for on the network."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    installed = importlib.metadata.version(PACKAGE)
    if installed != VERSION:
        sys.exit(f"{PACKAGE} {VERSION} is wanted, {installed} is installed")
    import litellm

    litellm.suppress_debug_info = True
    return litellm


def cost(litellm, model, tier, moment, counts):
    from litellm import _internal_context
    from litellm.types.utils import CompletionTokensDetailsWrapper, PromptTokensDetailsWrapper, Usage

    prompt, completion, cache_read, cache_write, prompt_audio, reasoning, completion_audio = counts
    usage = Usage(
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=prompt + completion,
        prompt_tokens_details=PromptTokensDetailsWrapper(
            cached_tokens=cache_read, cache_creation_tokens=cache_write, audio_tokens=prompt_audio
        ),
        completion_tokens_details=CompletionTokensDetailsWrapper(
            reasoning_tokens=reasoning, audio_tokens=completion_audio
        ),
    )
    _internal_context._billing_time.set(datetime.datetime.fromtimestamp(moment, datetime.timezone.utc))
    try:
        return litellm.cost_per_token(
            model=model, custom_llm_provider=provider(litellm, model), usage_object=usage, service_tier=tier or None
        )
    except Exception:  # Its way to say that it has no price.
        return None


def provider(litellm, model):
    """Which of LiteLLM's calculators is meant; it finds that out itself where the model's name begins with it."""
    if "/" in model and model.split("/")[0] in litellm.provider_list:
        return None
    name = litellm.model_cost[model].get("litellm_provider", "")
    return next((known for known in ("vertex_ai", "bedrock") if name.startswith(known)), name)


def line(litellm, model, tier, moment, counts):
    answer = cost(litellm, model, tier, moment, counts)
    dollars = ["", ""] if answer is None else [repr(float(part)) for part in answer]
    return "\t".join([model, tier, str(moment), *map(str, counts), *dollars])


def calls():
    for model in MODELS:
        for counts in CALLS:
            if counts == BROKEN and model.split("/")[0] in CUT_BROKEN:
                continue
            yield model, "", PEAK, counts
        for tier in TIERS[1:]:
            yield model, tier, PEAK, CALLS[2]
            yield model, tier, PEAK, CALLS[6]
        yield model, "", OFF_PEAK, CALLS[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--answer", action="store_true")
    arguments = parser.parse_args()
    litellm = load()

    if arguments.answer:
        for call in sys.stdin:
            model, tier, moment, *counts = call.rstrip("\n").split("\t")[:10]
            print(line(litellm, model, tier, int(moment), tuple(map(int, counts))))
        return

    missing = [model for model in MODELS if model not in litellm.model_cost]
    if missing:
        sys.exit(f"not in the package: {', '.join(missing)}")
    lines = [f"# PyPI package {PACKAGE} {VERSION}. Written by generate.py."]
    lines += [line(litellm, *call) for call in calls()]
    expected = "\n".join(lines) + "\n"
    published = Path(litellm.__file__).parent / "model_prices_and_context_window_backup.json"
    costs, prices = HERE / "costs.tsv", HERE / "prices.json"
    if not arguments.check:
        costs.write_text(expected, encoding="utf-8")
        shutil.copyfile(published, prices)
    elif costs.read_text(encoding="utf-8") != expected or prices.read_bytes() != published.read_bytes():
        sys.exit("costs.tsv or prices.json is not what generate.py writes: run `python generate.py`")


if __name__ == "__main__":
    main()
