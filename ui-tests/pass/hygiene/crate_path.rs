//! E59: `crate = ..` with an absolute path, a path of this crate, and `$crate` of a macro.
#![deny(warnings)]

pub mod telemetry {
    pub mod inner {
        pub use ::openinference_runtime as runtime;
    }
}

use openinference_runtime::{agent_span, tool_span};

#[tool_span(crate = ::openinference_runtime)]
async fn absolute(a: u8) -> u8 {
    a
}

#[tool_span(crate = crate::telemetry::inner::runtime)]
fn of_this_crate(a: u8) -> Result<u8, String> {
    Ok(a)
}

macro_rules! make {
    ($name:ident) => {
        #[agent_span(crate = $crate::telemetry::inner::runtime)]
        fn $name(a: u8) -> impl Future<Output = u8> {
            async move { a }
        }
    };
}
make!(by_macro);

struct Tool;

#[tool_span(crate = crate::telemetry::inner::runtime)]
impl Tool {
    fn method(&self, a: u8) -> u8 {
        a
    }
}

fn main() {
    assert_eq!(of_this_crate(1), Ok(1));
    assert_eq!(Tool.method(1), 1);
    drop((absolute(1), by_macro(1)));
}
