"""What the reference implementation makes of attributes, for every combination of its settings.

Reads one JSON object from stdin: `switches` (names of fields of `TraceConfig`), `image_limits`, and `attributes`, a list of
pairs. Writes a line for every limit and every set of switches, in the order of binary numbers with the first switch as the
lowest bit: a character for each attribute, `k` where it is kept as it is, `r` where it is redacted, `d` where it is dropped,
`?` for anything else.
"""

import json
import sys

from openinference.instrumentation import REDACTED_VALUE, TraceConfig


def outcome(config: TraceConfig, key: str, value: object) -> str:
    masked = config.mask(key, value)
    if masked is None:
        return "d"
    if masked == value:
        return "k"
    return "r" if masked == REDACTED_VALUE else "?"


def main() -> None:
    asked = json.load(sys.stdin)
    switches = asked["switches"]
    attributes = asked["attributes"]
    for limit in asked["image_limits"]:
        for number in range(2 ** len(switches)):
            fields = {name: bool(number >> bit & 1) for bit, name in enumerate(switches)}
            config = TraceConfig(base64_image_max_length=limit, **fields)
            print("".join(outcome(config, key, value) for key, value in attributes))


main()
