//! E56: functions, and parts of them, that come from `macro_rules`.

use openinference_checklist::{call, call_sync, spanned, spanned_sync};
use openinference_runtime::{chain_span, tool_span};

macro_rules! whole {
    () => {
        #[tool_span]
        async fn whole_function(a: u8, b: &str) -> Result<u8, String> {
            if b.is_empty() {
                return Err("empty".to_owned());
            }
            let sum = a + 1;
            Ok(sum)
        }
    };
}
whole!();

#[test]
fn a_whole_function() {
    assert_eq!(call(whole_function(1, "b")), Ok(2));
}

#[test]
fn a_name() {
    macro_rules! with_name {
        ($name:ident) => {
            #[tool_span]
            async fn $name(a: u8) -> u8 {
                let b = a;
                b + 1
            }
        };
    }
    with_name!(named);
    let (value, span) = spanned(named(1));
    assert_eq!((value, span.name.as_str()), (2, "named"));
}

#[test]
fn a_block() {
    macro_rules! with_block {
        ($name:ident($argument:ident) $body:block) => {
            #[tool_span]
            async fn $name($argument: u8) -> u8 $body
        };
    }
    with_block!(f(a) {
        if a == 0 {
            return 7;
        }
        a
    });
    assert_eq!(call(f(0)), 7);
}

#[test]
fn an_expression() {
    macro_rules! with_expression {
        ($argument:ident, $body:expr) => {
            #[tool_span(name = $argument.to_string(), attributes("n" = $argument))]
            fn f($argument: u8) -> u8 {
                $body
            }
        };
    }
    with_expression!(a, a + 1);
    let (value, span) = spanned_sync(|| f(1));
    assert_eq!((value, span.name.as_str()), (2, "1"));
}

#[test]
fn a_pattern() {
    macro_rules! with_pattern {
        ($pattern:pat, $ty:ty, $body:expr) => {
            #[chain_span]
            async fn f($pattern: $ty) -> u8 {
                $body
            }
        };
    }
    with_pattern!((a, b), (u8, u8), a + b);
    assert_eq!(call(f((1, 2))), 3);
}

#[test]
fn a_visibility() {
    mod inner {
        macro_rules! with_visibility {
            ($vis:vis $name:ident) => {
                #[openinference_runtime::chain_span]
                $vis async fn $name(a: u8) -> u8 {
                    a
                }
            };
        }
        with_visibility!(pub(super) visible);
        with_visibility!(private);
        pub(super) async fn calls() -> u8 {
            private(2).await
        }
    }
    assert_eq!(call(inner::visible(1)), 1);
    assert_eq!(call(inner::calls()), 2);
}

#[test]
fn a_lifetime() {
    macro_rules! with_lifetime {
        ($lifetime:lifetime) => {
            #[chain_span]
            async fn f<$lifetime>(a: &$lifetime str, _b: &str) -> &$lifetime str {
                a
            }
        };
    }
    with_lifetime!('a);
    assert_eq!(call(f("a", "b")), "a");
}

#[test]
fn a_receiver() {
    struct Tool(u8);
    macro_rules! with_receiver {
        ($self:ident, $body:expr) => {
            impl Tool {
                #[tool_span]
                async fn f(&$self, a: u8) -> u8 {
                    $body + a
                }
                #[tool_span(skip_all)]
                fn sync($self, a: u8) -> u8 {
                    $body + a
                }
            }
        };
    }
    with_receiver!(self, self.0);
    assert_eq!(call(Tool(1).f(1)), 2);
    assert_eq!(call_sync(|| Tool(1).sync(1)), 2);
}

#[test]
fn an_item() {
    macro_rules! with_item {
        ($item:item) => {
            #[tool_span]
            $item
        };
    }
    with_item! {
        /// Documented.
        async fn f(a: u8) -> u8 {
            a
        }
    }
    let (_, span) = spanned(f(1));
    assert_eq!(span.name, "f");
}

#[test]
fn types_and_generics() {
    macro_rules! with_types {
        ($generic:ident: $bound:path, $ty:ty, $returned:ty) => {
            #[chain_span]
            async fn f<$generic: $bound>(a: $generic, b: $ty) -> $returned {
                let _ = a;
                Ok(b)
            }
        };
    }
    with_types!(T: Clone, &str, Result<&str, String>);
    let (value, span) = spanned(f(1, "b"));
    assert_eq!((value, span.text("output.value")), (Ok("b"), Some("b")));
}

#[test]
fn arguments_of_the_attribute() {
    macro_rules! with_arguments {
        ($($arguments:tt)*) => {
            #[tool_span($($arguments)*)]
            fn f(a: u8) -> u8 {
                a
            }
        };
    }
    with_arguments!(name = "n", skip(a));
    let (_, span) = spanned_sync(|| f(1));
    assert_eq!((span.name.as_str(), span.text("input.value")), ("n", Some("{}")));
}
