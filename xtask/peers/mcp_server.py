"""A server of the Model Context Protocol by the official SDK, which reads the trace from `_meta` by itself and makes a
span for each request. Over standard input and output; with the argument `http` over HTTP: it then prints its URL as soon
as it listens, and ends when standard input closes."""

import os
import socket
import sys
import threading

import telemetry

tracer = telemetry.to_phoenix()

import uvicorn  # noqa: E402
from mcp.server.mcpserver import MCPServer  # noqa: E402 (it asks for its tracer when imported)

server = MCPServer("weather")


@server.tool()
def weather(city: str) -> str:
    """The weather of a city."""
    with tracer.start_as_current_span("look up", attributes={"openinference.span.kind": "TOOL"}):
        return f"sunny in {city}"


def serve_http() -> None:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/mcp", flush=True)
    app = server.streamable_http_app()
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if sys.argv[1:] == ["http"]:
    threading.Thread(target=end_with_stdin, daemon=True).start()
    serve_http()
else:
    server.run()
