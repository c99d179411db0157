//! E54: arguments that are called like our identifiers would be.
#![allow(non_snake_case, reason = "that is the case")]

use openinference_checklist::spanned;
use openinference_runtime::tool_span;

/// A function with two arguments of which one has the name, with every key that looks at arguments and result.
macro_rules! named {
    ($($test:ident: $name:ident;)*) => {$(
        #[test]
        fn $test() {
            #[tool_span(
                name = $name, attributes("n" = $name), output = |it| *it, on_result(|it| "r" = *it),
                error_if = |it| *it == 1,
            )]
            async fn later($name: &str, other: u8) -> Result<u8, u8> {
                tokio::task::yield_now().await;
                if $name.is_empty() { Err(other) } else { Ok(other) }
            }
            #[tool_span(input = $name)]
            fn sync($name: u8, other: u8) -> u8 {
                $name + other
            }
            let (value, span) = spanned(later("a", 2));
            assert_eq!((value, span.name.as_str(), span.text("n")), (Ok(2), "a", Some("a")));
            let (value, span) = openinference_checklist::spanned_sync(|| sync(1, 2));
            assert_eq!((value, span.text("input.value")), (3, Some("1")));
        }
    )*};
}

named! {
    an_argument_span: span;
    an_argument_result: result;
    an_argument_e: e;
    an_argument_x: x;
    an_argument_ret: ret;
    an_argument_fut: fut;
    an_argument_ctx: ctx;
    an_argument_this: this;
    an_argument_start: start;
    an_argument_value: value;
    an_argument_outcome: outcome;
    an_argument_sink: sink;
    an_argument_underscored_self: __self;
    an_argument_underscored_arg0: __arg0;
}
