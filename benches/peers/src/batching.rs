//! Providers with the SDK's batch processor, whose exporter throws everything away, for each version of OpenTelemetry.

macro_rules! batching {
    ($module:ident, $sdk:ident) => {
        pub(crate) mod $module {
            use std::future::{Future, ready};
            use std::hint::black_box;
            use std::time::Duration;

            use $sdk::error::OTelSdkResult;
            use $sdk::trace::{
                BatchConfigBuilder, BatchSpanProcessor, SdkTracerProvider, SpanData, SpanExporter,
            };

            #[derive(Debug)]
            struct Nowhere;

            impl SpanExporter for Nowhere {
                fn export(&self, batch: Vec<SpanData>) -> impl Future<Output = OTelSdkResult> + Send {
                    black_box(batch);
                    ready(Ok(()))
                }
            }

            /// With room for what a turn makes.
            pub(crate) fn provider() -> SdkTracerProvider {
                let config = BatchConfigBuilder::default()
                    .with_max_queue_size(1 << 16)
                    .with_scheduled_delay(Duration::from_millis(100))
                    .build();
                let processor = BatchSpanProcessor::builder(Nowhere).with_batch_config(config).build();
                SdkTracerProvider::builder().with_span_processor(processor).build()
            }
        }
    };
}

batching!(current, opentelemetry_sdk);
batching!(before, opentelemetry_sdk_031);
