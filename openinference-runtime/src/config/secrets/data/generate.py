"""Writes `names.tsv`: field names of public API schemas, by which the rules for names of secrets are measured.

    pip download --no-deps openai anthropic google-genai kubernetes stripe botocore -d WHEELS
    python generate.py WHEELS > names.tsv

What is here comes from anthropic 2.14.0, botocore 1.44.8, google-genai 3.6.1, kubernetes 37.0.2, openai 3.57.0 and stripe 16.1.0 of PyPI:
the names alone.

Each line has a name and `secret` where it is the name of a secret by hand-written judgement (`judged.txt` beside this file), else
`plain`. The names are a fixed choice of each package's fields: those whose digests are smallest, so that the choice does not
depend on the order in which a package lists them; and as many of those that have one of the roots below in them, because there
the rules can go wrong.
"""

import ast
import gzip
import hashlib
import json
import pathlib
import re
import sys
import zipfile

CHOSEN_PER_PACKAGE = 240
NEAR_PER_PACKAGE = 200
ROOTS = re.compile(
    r"key|token|secret|pass|pwd|auth|cred|cookie|signature|bearer|jwt|otp|mnemonic|dsn|pem$|kubeconfig|sas$"
    r"|connection_?string|database_?url|pin$|^pin|private|certificate",
    re.IGNORECASE,
)


def annotated(source):
    """Names of annotated class attributes, as pydantic models and typed dictionaries have them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                    yield item.target.id


def attribute_maps(source):
    """What kubernetes' models are called in JSON."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "attribute_map" for t in node.targets):
            for value in node.value.values:
                yield value.value


def members(text):
    """Members of the structures of botocore's service descriptions."""
    for shape in json.loads(text).get("shapes", {}).values():
        yield from shape.get("members", {})


def names(wheel):
    found = set()
    with zipfile.ZipFile(wheel) as archive:
        for file in archive.namelist():
            if file.endswith("service-2.json.gz"):
                found.update(members(gzip.decompress(archive.read(file))))
            elif file.endswith("service-2.json"):
                found.update(members(archive.read(file)))
            elif file.endswith(".py"):
                source = archive.read(file).decode("utf-8", "replace")
                found.update(attribute_maps(source) if "kubernetes" in wheel.name else annotated(source))
    return {name for name in found if name.isascii() and not name.startswith("_") and len(name) > 1}


def digest(name):
    return hashlib.sha256(name.encode()).hexdigest()


def main():
    judged = pathlib.Path(__file__).with_name("judged.txt")
    secret = set(judged.read_text().split()) if judged.exists() else set()
    chosen, near = set(), set()
    for wheel in sorted(pathlib.Path(sys.argv[1]).glob("*.whl")):
        found = names(wheel)
        chosen.update(sorted(found, key=digest)[:CHOSEN_PER_PACKAGE])
        near.update(sorted(filter(ROOTS.search, found), key=digest)[:NEAR_PER_PACKAGE])
    for name in sorted(chosen | near):
        sample = "chosen" if name in chosen else "near"
        print(name, "secret" if name in secret else "plain", sample, sep="\t")


if __name__ == "__main__":
    main()
