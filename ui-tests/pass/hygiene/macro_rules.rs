//! E56: functions, and parts of them, that come from `macro_rules`.
#![deny(warnings)]

use openinference_runtime::{chain_span, tool_span};

macro_rules! whole {
    ($name:ident) => {
        #[tool_span]
        pub async fn $name(a: u8, b: &str) -> Result<u8, String> {
            if b.is_empty() {
                return Err("empty".to_owned());
            }
            let sum = a + 1;
            Ok(sum)
        }
    };
}
whole!(by_name);

macro_rules! from_block {
    ($name:ident $body:block) => {
        #[tool_span]
        pub async fn $name(a: u8) -> u8 $body

    };
}
from_block!(constant_block { 1 + 1 });

macro_rules! with_argument {
    ($name:ident, $argument:ident, $body:expr) => {
        #[tool_span(name = $argument.to_string(), attributes("n" = $argument))]
        pub fn $name($argument: u8) -> u8 {
            $body
        }
    };
}
with_argument!(by_expression, a, a + 1);

macro_rules! with_pattern {
    ($vis:vis $name:ident, $pattern:pat, $ty:ty, $lifetime:lifetime, $body:expr) => {
        #[chain_span]
        $vis async fn $name<$lifetime>($pattern: $ty, text: &$lifetime str) -> (u8, &$lifetime str) {
            ($body, text)
        }
    };
}
with_pattern!(pub(crate) by_pattern, (a, b), (u8, u8), 'a, a + b);

macro_rules! with_item {
    ($(#[$meta:meta])* $item:item) => {
        #[tool_span]
        $(#[$meta])*
        $item
    };
}
with_item! {
    async fn by_item(a: u8) -> u8 {
        a
    }
}

macro_rules! with_arguments {
    ($($arguments:tt)*) => {
        #[tool_span($($arguments)*)]
        fn by_arguments(a: u8) -> u8 {
            a
        }
    };
}
with_arguments!(name = "n", skip(a));

macro_rules! with_literal {
    ($name:literal, $key:literal, $value:expr) => {
        #[tool_span(name = $name, attributes($key = $value))]
        fn by_literal(a: u8) -> u8 {
            a
        }
    };
}
with_literal!("n", "k", 1 + 1);

macro_rules! method {
    ($this:ident, $name:ident, $body:expr) => {
        #[tool_span]
        fn $name(&$this) -> u8 {
            $body
        }
    };
}

struct Tool(u8);

impl Tool {
    method!(self, by_self, self.0);
}

macro_rules! with_return {
    ($ret:ty) => {
        #[tool_span]
        async fn by_return(a: u8) -> $ret {
            Ok(a)
        }
    };
}
with_return!(Result<u8, String>);

fn main() {
    assert_eq!(by_expression(1), 2);
    assert_eq!(by_arguments(1), 1);
    assert_eq!(by_literal(1), 1);
    assert_eq!(Tool(1).by_self(), 1);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(by_name(1, "b").await, Ok(2));
        assert_eq!(constant_block(1).await, 2);
        assert_eq!(by_pattern((1, 2), "t").await, (3, "t"));
        assert_eq!(by_item(1).await, 1);
        assert_eq!(by_return(1).await, Ok(1));
    });
}
