#!/usr/bin/env python3
"""Writes the data files that `tests/conventions` compares the table of the conventions with.

    pip install openinference-semantic-conventions==0.1.42
    python generate.py package             write package.tsv
    python generate.py package --check     exit with 1 if package.tsv is not what would be written
    python generate.py specification FILE  write specification.tsv; FILE is spec/semantic_conventions.md
                                           of https://github.com/Arize-ai/openinference at 1fe497f

Needs nothing but the standard library and, for `package`, the package itself. To move to a newer version or revision,
change it here, run, and let the tests say what the table lacks.
"""

import argparse
import enum
import importlib.metadata
import re
import sys
from pathlib import Path

PACKAGE = "openinference-semantic-conventions"
VERSION = "0.1.42"
REVISION = "1fe497f"
HERE = Path(__file__).resolve().parent


def package_rows():
    """Class, constant and value of everything that the package defines."""
    installed = importlib.metadata.version(PACKAGE)
    if installed != VERSION:
        sys.exit(f"{PACKAGE} {VERSION} is wanted, {installed} is installed")
    from openinference.semconv import resource, trace

    for module in (trace, resource):
        for name, item in vars(module).items():
            if not isinstance(item, type) or item.__module__ != module.__name__:
                continue
            if issubclass(item, enum.Enum):
                values = {name: member.value for name, member in item.__members__.items()}
            else:
                values = {name: value for name, value in vars(item).items() if name.isupper()}
            for constant, value in values.items():
                yield name, constant, value


def specification_rows(text):
    """Key and type of every row of the section Reserved Attributes."""
    section = re.search(r"^## Reserved Attributes$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None:
        sys.exit("no section 'Reserved Attributes'")
    for key, value_type in re.findall(r"^\| `([^`]+)` *\| ([^|]+?) *\|", section[1], re.MULTILINE):
        yield key, value_type.replace("<sup>†</sup>", "")


def table(source, rows):
    lines = [f"# {source}. Written by generate.py."]
    lines += ["\t".join(row) for row in rows]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("package").add_argument("--check", action="store_true")
    commands.add_parser("specification").add_argument("file", type=Path)
    arguments = parser.parse_args()

    if arguments.command == "specification":
        rows = specification_rows(arguments.file.read_text(encoding="utf-8"))
        source = f"Reserved Attributes of spec/semantic_conventions.md at {REVISION}: key, type"
        (HERE / "specification.tsv").write_text(table(source, rows), encoding="utf-8")
        return

    path = HERE / "package.tsv"
    expected = table(f"PyPI package {PACKAGE} {VERSION}: class, constant, value", package_rows())
    if not arguments.check:
        path.write_text(expected, encoding="utf-8")
    elif path.read_text(encoding="utf-8") != expected:
        sys.exit(f"{path.name} is not what generate.py writes: run `python generate.py package`")


if __name__ == "__main__":
    main()
