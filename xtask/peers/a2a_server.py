"""An agent of the Agent2Agent protocol over HTTP, by the official SDK. Its span is a child of the one that the
headers name; the trace in the message's metadata is told in the answer.

Prints its URL as soon as it listens, and ends when standard input closes."""

import os
import socket
import sys
import threading

import telemetry

tracer = telemetry.to_phoenix()

import uvicorn  # noqa: E402
from a2a.helpers.proto_helpers import new_text_message  # noqa: E402
from a2a.server.agent_execution import AgentExecutor  # noqa: E402
from a2a.server.request_handlers import DefaultRequestHandlerV2  # noqa: E402
from a2a.server.routes.agent_card_routes import create_agent_card_routes  # noqa: E402
from a2a.server.routes.jsonrpc_routes import create_jsonrpc_routes  # noqa: E402
from a2a.server.tasks import InMemoryTaskStore  # noqa: E402
from a2a.types.a2a_pb2 import AgentCapabilities, AgentCard, AgentInterface, AgentSkill  # noqa: E402
from google.protobuf.json_format import MessageToDict  # noqa: E402
from opentelemetry.propagate import extract  # noqa: E402
from starlette.applications import Starlette  # noqa: E402


class Weather(AgentExecutor):
    async def execute(self, context, event_queue):
        headers = context.call_context.state["headers"]
        with tracer.start_as_current_span(
            "answer", context=extract(headers), attributes={"openinference.span.kind": "AGENT"}
        ):
            metadata = MessageToDict(context.message.metadata)
        # The SDK makes a span for it, which is none of the trace's business here.
        await event_queue.enqueue_event(new_text_message(metadata.get("traceparent", "none")))

    async def cancel(self, context, event_queue):
        pass


def end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_stdin, daemon=True).start()

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
url = f"http://127.0.0.1:{listener.getsockname()[1]}"
card = AgentCard(
    name="weather",
    description="The weather of a city",
    version="1",
    supported_interfaces=[AgentInterface(url=url, protocol_binding="JSONRPC", protocol_version="1.0")],
    capabilities=AgentCapabilities(),
    default_input_modes=["text/plain"],
    default_output_modes=["text/plain"],
    skills=[AgentSkill(id="weather", name="weather", description="The weather of a city", tags=["weather"])],
)
handler = DefaultRequestHandlerV2(agent_executor=Weather(), task_store=InMemoryTaskStore(), agent_card=card)
app = Starlette(routes=create_agent_card_routes(card) + create_jsonrpc_routes(handler, "/"))
print(url, flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
