//! The instruments, as the GenAI conventions of OpenTelemetry lay them down.

use opentelemetry::metrics::{Counter, Histogram, Meter, UpDownCounter};

/// Seconds; doubling from 10 ms to 82 s.
const SECONDS: [f64; 14] =
    [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

/// Seconds to the first chunk.
const FIRST_CHUNK: [f64; 16] =
    [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// Tokens; powers of four.
const TOKENS: [f64; 14] = [
    1.0,
    4.0,
    16.0,
    64.0,
    256.0,
    1024.0,
    4096.0,
    16384.0,
    65536.0,
    262_144.0,
    1_048_576.0,
    4_194_304.0,
    16_777_216.0,
    67_108_864.0,
];

#[derive(Debug)]
pub(super) struct Instruments {
    pub(super) operation: Histogram<f64>,
    pub(super) tokens: Histogram<u64>,
    pub(super) first_chunk: Histogram<f64>,
    pub(super) tool: Histogram<f64>,
    pub(super) agent: Histogram<f64>,
    pub(super) active_agents: UpDownCounter<i64>,
    pub(super) errors: Counter<u64>,
    pub(super) cost: Counter<f64>,
}

impl Instruments {
    pub(super) fn new(meter: &Meter) -> Self {
        let seconds = |name, description, boundaries: &[f64]| {
            let histogram = meter.f64_histogram(name).with_unit("s").with_description(description);
            histogram.with_boundaries(boundaries.to_vec()).build()
        };
        Self {
            operation: seconds("gen_ai.client.operation.duration", "GenAI operation duration.", &SECONDS),
            tokens: meter
                .u64_histogram("gen_ai.client.token.usage")
                .with_unit("{token}")
                .with_description("Number of input and output tokens used.")
                .with_boundaries(TOKENS.to_vec())
                .build(),
            first_chunk: seconds(
                "gen_ai.client.operation.time_to_first_chunk",
                "Time from the request to the first chunk of the response stream.",
                &FIRST_CHUNK,
            ),
            tool: seconds("gen_ai.execute_tool.duration", "Duration of a tool execution.", &SECONDS),
            agent: seconds("gen_ai.invoke_agent.duration", "Duration of an agent invocation.", &SECONDS),
            active_agents: meter
                .i64_up_down_counter("openinference.agent.active")
                .with_unit("{agent}")
                .with_description("Agent invocations in progress.")
                .build(),
            errors: meter
                .u64_counter("openinference.span.errors")
                .with_unit("{error}")
                .with_description("Spans that ended with an error.")
                .build(),
            cost: meter
                .f64_counter("openinference.llm.cost")
                .with_unit("USD")
                .with_description("Cost of the calls of language models.")
                .build(),
        }
    }
}
