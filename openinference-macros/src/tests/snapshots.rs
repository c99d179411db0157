//! Snapshots of whole expansions, one per shape.

use quote::quote;

use super::{expanded, kind};
use crate::expand::Spans;

/// Snapshots what a macro with these arguments makes of a function.
macro_rules! snapshot {
    ($($(#[$meta:meta])* $name:ident: $spans:ident $kind:ident($($arguments:tt)*) { $($item:tt)* })*) => {$(
        $(#[$meta])*
        #[test]
        fn $name() {
            let expanded = expanded(kind(stringify!($kind)), Spans::$spans, quote!($($arguments)*), quote!($($item)*));
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(expanded);
            });
        }
    )*};
}

snapshot! {
    #[cfg(feature = "schema")]
    an_async_function: Made TOOL() {
        /// Adds.
        ///
        /// Twice.
        pub async fn add(a: u64, (b, mut c): (u64, u64)) -> Result<u64, Error> { a.checked_add(b + c).ok_or(Error) }
    }

    a_function: Made CHAIN(name = "sum", skip(b)) {
        fn add(a: u64, b: u64) -> u64 { a + b }
    }

    every_shared_key: Made LLM(
        name = request.name, session = session, user = "u", metadata = meta(), tags = ["a"], parent = cx, links = [a, b],
        otel_kind = client, cancelled = unset, input = &request.messages, output = |r| r.text(), model = request.model,
        attributes("my.key" = 1, "llm.token_count.prompt" = count), on_result(|r| "a" = r.a, "b" = r.b()),
        error_if = |e| e.is_fatal(), crate = ::telemetry
    ) {
        async fn chat(&self, request: Request, #[span(redact)] key: &str, #[span(attribute = "user.name")] user: &str) -> Result<Response, Error> {
            self.send(request).await
        }
    }

    a_stream: Made LLM() {
        async fn chat(request: Request) -> Result<impl Stream<Item = Chunk> + Send, Error> { Ok(open(request).await?) }
    }

    a_function_that_never_returns: Made CHAIN() {
        async fn serve() -> ! { loop {} }
    }

    a_function_that_tracks_its_caller: Made CHAIN() {
        #[track_caller]
        fn first(numbers: &[u8]) -> Option<u8> { Some(*numbers.first()?) }
    }

    a_future: Made AGENT(skip_output) {
        fn answer(question: &str) -> impl Future<Output = String> + Send + use<'_> { async move { question.into() } }
    }

    #[cfg(feature = "schema")]
    an_async_function_left_out: LeftOut TOOL(attributes("my.key" = a), on_result(|sum| "my.sum" = sum)) {
        /// Adds.
        async fn add(a: u64, b: u64) -> Result<u64, Error> { a.checked_add(b).ok_or(Error) }
    }

    a_future_left_out: LeftOut AGENT(output = |answer| answer.len()) {
        fn answer(question: &str) -> impl Future<Output = String> + Send + use<'_> { async move { question.into() } }
    }
}
