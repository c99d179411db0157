"""A server of the Model Context Protocol over standard input and output, by the official SDK, which reads the
trace from `_meta` by itself and makes a span for each request."""

import telemetry

tracer = telemetry.to_phoenix()

from mcp.server.mcpserver import MCPServer  # noqa: E402 (it asks for its tracer when imported)

server = MCPServer("weather")


@server.tool()
def weather(city: str) -> str:
    """The weather of a city."""
    with tracer.start_as_current_span("look up", attributes={"openinference.span.kind": "TOOL"}):
        return f"sunny in {city}"


server.run()
