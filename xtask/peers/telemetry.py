"""Exports the spans of a server to the Phoenix that the test names, each one before the server answers."""

import os

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor


def to_phoenix() -> trace.Tracer:
    """Sets the global provider up; a tracer of it."""
    exporter = OTLPSpanExporter(os.environ["PHOENIX_COLLECTOR_ENDPOINT"] + "/v1/traces")
    resource = Resource({"openinference.project.name": os.environ["PHOENIX_PROJECT_NAME"]})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return trace.get_tracer("peer")
