#!/usr/bin/env python3
"""Reads the types of the providers' own SDKs: every member of every union of what a request or an answer is made of.

    python generate.py            write `members.json` beside this file
    python generate.py --check    exit with 1 if it is not what would be written

Needs the packages of xtask/providers. `unions.json` says which unions are read. For each member there are examples with all of
its fields: one, and one more for each member of a union in one of them. Each text of an example is different, and says which
field it is in.
"""

import argparse
import enum
import gzip
import importlib
import json
import sys
import types
import typing
from pathlib import Path

import typing_extensions

HERE = Path(__file__).resolve().parent
# How deep examples go.
DEEPEST = 7
# Fields that hold JSON as text.
JSON_TEXTS = {"arguments", "partial_json"}
# Fields of which an API sends one: an example has the first of them, and there is an example with each other one.
ALTERNATIVES = [
    ("data", "uri", "url"),
    ("file_data", "file_url", "file_id"),
    ("b64_json", "url"),
    ("image_url", "file_id"),
    ("text", "thinking"),
    ("action", "actions"),
    ("args", "partialArgs"),
    ("numberValue", "stringValue", "boolValue", "nullValue"),
]
# Types of which one field is set, without saying so, and the fields that stand beside it.
ONE_OF = {"google.genai.types.Part": ("thoughtSignature", "videoMetadata", "mediaResolution", "partMetadata"), "google.genai.types.Tool": ()}


def generate():
    unions = json.loads((HERE / "unions.json").read_text())
    return {union["of"]: members(union) for union in unions}


def members(union):
    if union["of"].startswith("botocore."):
        found = ServiceModel().members(union["of"].rsplit(".", 1)[1])
    elif "fields" in union:
        found = fields_of(load(union["of"]), union["fields"])
    else:
        found = {name_of(member): member for member in flat(load(union["of"]))}
    result = {}
    visited = set()
    for name, member in found.items():
        examples = Examples(member, visited).all() if not union.get("once") else [Examples(member, visited).make({})]
        result[name] = unique(result.get(name, []) + examples)
    return result


def unique(examples):
    kept = {}
    for example in examples:
        kept.setdefault(json.dumps(example, sort_keys=True), example)
    return list(kept.values())


def load(path):
    module, name = path.rsplit(".", 1)
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        sys.exit(f"{path}: {error}")
    # Some SDKs name a module as the type within it.
    return getattr(found, name, found) if isinstance(found, types.ModuleType) else found


class OneField:
    """A type of which one field is set, and those that may stand beside it."""

    def __init__(self, owner, field, beside):
        self.owner, self.field, self.beside = owner, field, beside
        self.__name__ = field


class Named:
    """What a choice is called."""

    def __init__(self, name):
        self.__name__ = name


def fields_of(owner, beside):
    every = [name for name, _, _ in fields(owner)]
    if beside == ["*"]:
        return {name: OneField(owner, name, []) for name in every}
    return {name: OneField(owner, name, beside) for name in every if name not in beside}


def name_of(member):
    return getattr(member, "__name__", None) or str(member)


def flat(annotation):
    """The members of a union, without what is around them, and without `None` and what stands for unknown ones."""
    annotation = bare(annotation)
    if is_union(annotation):
        found = []
        for member in typing.get_args(annotation):
            for one in flat(member):
                if one not in found:
                    found.append(one)
        # What stands for values of tomorrow.
        return [one for one in found if one not in (object, typing.Any)] or found
    if annotation is type(None) or name_of(annotation).startswith("Unknown"):
        return []
    return [annotation]


def is_union(annotation):
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def bare(annotation):
    """Without `Annotated`, `Required`, `NotRequired`, names of types and open enumerations."""
    while True:
        origin = typing.get_origin(annotation)
        if origin in (typing.Annotated, typing_extensions.Annotated, typing.Required, typing.NotRequired, typing_extensions.Required, typing_extensions.NotRequired):
            annotation = typing.get_args(annotation)[0]
        elif isinstance(annotation, (typing_extensions.TypeAliasType,)) or type(annotation).__name__ == "TypeAliasType":
            annotation = annotation.__value__
        elif isinstance(annotation, typing.NewType):
            annotation = annotation.__supertype__
        else:
            return annotation


def is_model(annotation):
    return isinstance(annotation, type) and hasattr(annotation, "model_fields")


def fields(owner):
    """Name on the wire, type and default of each field."""
    if isinstance(owner, Shape):
        return owner.fields()
    if is_model(owner):
        rebuilt(owner)
        found = []
        for name, field in owner.model_fields.items():
            alias = field.serialization_alias or field.alias or alias_in(field.metadata) or name
            found.append((alias, field.annotation, field.default))
        return found
    hints = typing_extensions.get_type_hints(owner, include_extras=True)
    found = []
    for name, annotation in hints.items():
        inner = annotation
        while typing.get_origin(inner) in (typing.Required, typing.NotRequired, typing_extensions.Required, typing_extensions.NotRequired):
            inner = typing.get_args(inner)[0]
        alias = alias_in(getattr(inner, "__metadata__", ())) or name
        found.append((alias, annotation, None))
    return found


def rebuilt(model):
    try:
        model.model_rebuild(raise_errors=False)
    except Exception:  # A type of another module that is not there.
        pass


def alias_in(metadata):
    for entry in metadata:
        alias = getattr(entry, "alias", None)
        if isinstance(alias, str) and alias != "None":
            return alias
    return None


class Examples:
    """Examples of one type: all fields, and once each member of each union in them."""

    def __init__(self, member, visited):
        self.member = member
        # Members of unions that an example has been made of.
        self.visited = visited
        self.waiting = []
        self.chosen = {}
        self.seen = set()
        self.number = 0

    def all(self):
        found = [self.make({})]
        while self.waiting:
            found.append(self.make(self.waiting.pop(0)))
        return [example for example in found if example is not None]

    def make(self, chosen):
        self.chosen = chosen
        self.number = 10
        return self.value(self.member, "member", "", 0, ())

    def choose(self, members, path, name, owner):
        """One member of a union; the others wait for an example of their own, once for each union."""
        at = self.chosen.get(path, 0)
        if path not in self.chosen:
            for other in range(1, len(members)):
                key = (owner, name, name_of(members[other]))
                if key not in self.visited:
                    self.visited.add(key)
                    self.waiting.append({**self.chosen, path: other})
        return members[min(at, len(members) - 1)]

    def value(self, annotation, name, path, depth, around):
        annotation = bare(annotation)
        if isinstance(annotation, OneField):
            wanted = [annotation.field, *annotation.beside]
            return self.object(annotation.owner, path, depth, around, lambda field: field in wanted)
        if is_union(annotation):
            members = preferred(flat(annotation))
            if not members:
                return None
            member = self.choose(members, path, name, name_of(around[-1]) if around else "") if len(members) > 1 else members[0]
            return self.value(member, name, path, depth, around)
        origin = typing.get_origin(annotation)
        if origin in (list, typing.Sequence, tuple, set) or str(origin).endswith(("Iterable'>", "Sequence'>")):
            inner = typing.get_args(annotation)[0]
            item = self.value(inner, name, path + "/0", depth + 1, around)
            return [] if item is None else [item]
        if origin is dict or str(origin).endswith("Mapping'>") or annotation is dict:
            inner = (typing.get_args(annotation) or (str, str))[1]
            inner = str if bare(inner) in (object, typing.Any) else inner
            item = self.value(inner, name, path + "/key", depth + 1, around)
            return {} if item is None else {"key": item}
        if origin in (typing.Literal, typing_extensions.Literal):
            return typing.get_args(annotation)[0]
        if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
            values = [value.value for value in annotation if "UNSPECIFIED" not in str(value.value).upper()]
            return values[0] if values else None
        if isinstance(annotation, Shape):
            return annotation.example(self, name, path, depth, around)
        beside = ONE_OF.get(f"{getattr(annotation, '__module__', '')}.{name_of(annotation)}")
        if beside is not None:
            members = [OneField(annotation, field, list(beside)) for field, _, _ in fields(annotation) if field not in beside]
            return self.value(self.choose(members, path, name, name_of(annotation)), name, path, depth, around)
        if is_model(annotation) or typing_extensions.is_typeddict(annotation):
            return self.object(annotation, path, depth, around, lambda _: True)
        return self.leaf(annotation, name)

    def object(self, owner, path, depth, around, wanted):
        if depth > DEEPEST or owner in around:
            return None
        result = {}
        left_out = self.left_out(owner, path, wanted)
        for name, annotation, default in fields(owner):
            if not wanted(name) or name in left_out:
                continue
            if isinstance(default, str) and not isinstance(default, enum.Enum) and name in ("type", "object", "role", "event_type"):
                result[name] = default
                continue
            value = self.value(annotation, name, f"{path}/{name}", depth + 1, (*around, owner))
            if value is not None:
                result[name] = value
        return result

    def left_out(self, owner, path, wanted):
        """The fields that would say what others say."""
        names = [name for name, _, _ in fields(owner) if wanted(name)]
        left_out = set()
        for group in ALTERNATIVES:
            there = [name for name in group if name in names]
            if len(there) > 1:
                kept = self.choose([Named(name) for name in there], f"{path}?{group[0]}", group[0], name_of(owner))
                left_out.update(name for name in there if name != kept.__name__)
        return left_out

    def leaf(self, annotation, name):
        self.number += 1
        if annotation is bool:
            return True
        if annotation in (int, float):
            return 1000 + self.number
        if name in JSON_TEXTS and annotation in (str, object, typing.Any):
            return json.dumps({"key": f"text {self.number} of {name}"})
        if annotation is object or annotation is typing.Any:
            return {"key": f"text {self.number} of {name}"}
        return f"text {self.number} of {name}"


def preferred(members):
    """Those that say most first: objects and lists before plain texts, texts before numbers."""

    def rank(member):
        member = bare(member)
        if is_model(member) or typing_extensions.is_typeddict(member) or isinstance(member, Shape):
            return 0
        return 1 if typing.get_origin(member) in (list, dict) or typing.get_origin(member) is not None else 2

    return sorted(members, key=rank)


class ServiceModel:
    """Bedrock's runtime, as botocore describes it."""

    shapes = None

    def __init__(self):
        if ServiceModel.shapes is None:
            import botocore

            folder = Path(botocore.__file__).parent / "data/bedrock-runtime"
            newest = sorted(folder.iterdir())[-1]
            with gzip.open(newest / "service-2.json.gz") as file:
                ServiceModel.shapes = json.load(file)["shapes"]

    def members(self, name):
        return {member: OneMember(name, member) for member in self.shapes[name]["members"]}


class Shape:
    """A shape of the service model."""

    def __init__(self, name):
        self.name = self.__name__ = name
        self.shape = ServiceModel.shapes[name]

    def __eq__(self, other):
        return isinstance(other, Shape) and other.name == self.name

    def __hash__(self):
        return hash(self.name)

    def fields(self):
        return [(name, Shape(member["shape"]), None) for name, member in self.shape["members"].items()]

    def example(self, examples, name, path, depth, around):
        kind = self.shape["type"]
        if kind == "structure" and self.shape.get("union"):
            if depth > DEEPEST or self in around:
                return None
            members = [OneMember(self.name, member) for member in self.shape["members"]]
            member = examples.choose(members, path, name, self.name)
            return examples.value(member, name, path, depth, around)
        if kind == "structure":
            # A document is any JSON.
            if self.shape.get("document"):
                return {"key": examples.leaf(str, name)}
            return examples.object(self, path, depth, around, lambda _: True)
        if kind == "list":
            item = examples.value(Shape(self.shape["member"]["shape"]), name, path + "/0", depth + 1, around)
            return [] if item is None else [item]
        if kind == "map":
            return {"key": examples.value(Shape(self.shape["value"]["shape"]), name, path + "/key", depth + 1, around)}
        if "enum" in self.shape:
            return self.shape["enum"][0]
        if kind in ("integer", "long", "float", "double"):
            return examples.leaf(int, name)
        return examples.leaf(bool if kind == "boolean" else str, name)


class OneMember(Shape):
    """A member of a union."""

    def __init__(self, name, member):
        super().__init__(name)
        self.member = self.__name__ = member

    def example(self, examples, name, path, depth, around):
        inner = Shape(self.shape["members"][self.member]["shape"])
        value = examples.value(inner, self.member, f"{path}/{self.member}", depth + 1, (*around, Shape(self.name)))
        return None if value is None else {self.member: value}


def written(unions):
    """JSON with a line for each example."""
    lines = []
    for union, members in unions.items():
        rows = []
        for member, examples in members.items():
            of_member = ",\n".join("   " + json.dumps(example, ensure_ascii=False) for example in examples)
            rows.append(f"  {json.dumps(member)}: [\n{of_member}\n  ]")
        lines.append(f" {json.dumps(union)}: {{\n" + ",\n".join(rows) + "\n }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    found = written(generate())
    path = HERE / "members.json"
    if arguments.check:
        sys.exit(0 if path.read_text() == found else f"{path.name} is not what the installed SDKs say")
    path.write_text(found)


if __name__ == "__main__":
    main()
