"""A server on loopback that answers each case as it is scripted, and what a case is."""

import json
import struct
import threading
import zlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable

from pydantic import TypeAdapter


@dataclass
class Case:
    """One call: what the server answers, and the call itself by the provider's SDK, which is told where the server is."""

    name: str
    call: Callable[[str], Any]
    response: Any = None
    # Of a stream: pairs of the event's name, if it has one, and its data.
    events: list = field(default_factory=list)
    framing: str = "json"
    status: int = 200

    def body(self) -> bytes:
        return FRAMINGS[self.framing][1](self)

    def content_type(self) -> str:
        return FRAMINGS[self.framing][0]


def sdk(kind, value, **options):
    """What the SDK's own type makes of `value`: its fields are checked and it is serialised as the SDK does."""
    adapter = TypeAdapter(kind)
    options = {"exclude_unset": True, "by_alias": True, **options}
    return adapter.dump_python(adapter.validate_python(value), mode="json", **options)


def stream(kind, *values, named=False, done=False):
    """Events of the SDK's own type, named after their type or not, with OpenAI's last line or without."""
    data = [sdk(kind, value) for value in values]
    return [(event["type"] if named else None, event) for event in data] + ([(None, "[DONE]")] if done else [])


def compact(value):
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def sse(case):
    lines = [(f"event: {name}\n" if name else "") + f"data: {compact(data)}\n\n" for name, data in case.events]
    return "".join(lines).encode()


def ndjson(case):
    return "".join(compact(data) + "\n" for _, data in case.events).encode()


def event_stream(case):
    """Amazon's binary framing: lengths, their checksum, headers, payload, checksum."""
    frames = []
    for name, data in case.events:
        headers = b""
        for key, value in [(":event-type", name), (":content-type", "application/json"), (":message-type", "event")]:
            headers += struct.pack("!B", len(key)) + key.encode() + struct.pack("!BH", 7, len(value)) + value.encode()
        payload = compact(data).encode()
        prelude = struct.pack("!II", len(headers) + len(payload) + 16, len(headers))
        frame = prelude + struct.pack("!I", zlib.crc32(prelude)) + headers + payload
        frames.append(frame + struct.pack("!I", zlib.crc32(frame)))
    return b"".join(frames)


FRAMINGS = {
    "json": ("application/json", lambda case: compact(case.response).encode()),
    "sse": ("text/event-stream", sse),
    "ndjson": ("application/x-ndjson", ndjson),
    "eventstream": ("application/vnd.amazon.eventstream", event_stream),
}


class Server:
    """Answers the case that stands first in the path: `/<provider>/<case>/...`. Keeps what it was asked."""

    def __init__(self, cases):
        requests = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                _, provider, name, path = self.path.split("/", 3)
                requests[provider, name] = ("/" + path, json.loads(body))
                case = cases[provider, name]
                answer = case.body()
                # Without the date: what an SDK keeps of the headers is the same each time.
                self.send_response_only(case.status)
                self.send_header("content-type", case.content_type())
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.requests = requests
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
