//! E28: `Self`, `Self::CONST`, associated types, `<Self as Trait>::A`, and `Self` as constructor and pattern.
#![deny(warnings)]

use openinference_runtime::tool_span;

pub trait Named {
    type Output;
    const NAME: &'static str;
}

#[derive(Debug, PartialEq, Clone)]
pub struct Tool(u8);

impl Named for Tool {
    type Output = u16;
    const NAME: &'static str = "tool";
}

impl Tool {
    const LEAST: u8 = 1;

    #[tool_span]
    async fn made(a: u8) -> Self {
        Self(a.max(Self::LEAST))
    }
    #[tool_span]
    fn made_sync(a: u8) -> Result<Self, String> {
        Ok(Self(a))
    }
    #[tool_span]
    async fn associated(&self) -> <Self as Named>::Output {
        self.0.into()
    }
    #[tool_span]
    async fn taken_apart(Self(a): Self, b: &Self) -> u8 {
        let Self(c) = b;
        a + c
    }
    #[tool_span(name = Self::NAME)]
    async fn named(&self) -> &'static str {
        Self::NAME
    }
    #[tool_span(skip_all, name = self.describe(), attributes("level" = self.0))]
    fn described(&self, _a: u8) -> String {
        self.describe()
    }
    fn describe(&self) -> String {
        format!("tool {}", self.0)
    }
}

fn main() {
    assert_eq!(Tool::made_sync(1), Ok(Tool(1)));
    assert_eq!(Tool(1).described(1), "tool 1");
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(Tool::made(0).await, Tool(1));
        assert_eq!(Tool(1).associated().await, 1);
        assert_eq!(Tool::taken_apart(Tool(1), &Tool(1)).await, 2);
        assert_eq!(Tool(1).named().await, "tool");
    });
}
