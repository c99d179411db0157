//! One attribute on an `impl` block.
#![deny(warnings)]

use openinference_runtime::{agent_span, llm_span, tool_span};

pub struct Toolbox<const N: usize, T = u8>(T);

#[tool_span(attributes("app.box" = "a"), tags = ["t"])]
impl<const N: usize, T> Toolbox<N, T>
where
    T: Clone + Send + Into<u64>,
    [(); 1]: Sized,
{
    #![allow(clippy::unused_self, reason = "that is the case")]

    pub const SIZE: usize = { N + 1 };
    const TEXT: &'static str = "a < b";

    #[span(skip)]
    pub fn new(value: T) -> Self {
        Self(value)
    }

    pub const fn size(&self) -> usize {
        Self::SIZE
    }

    /// Adds.
    pub async fn add(&self, a: u64, #[span(skip)] b: u64) -> Result<u64, String> {
        Ok(a + b + self.0.clone().into())
    }

    pub(crate) fn array(&self) -> [u8; 2] {
        [0; 2]
    }

    fn generic<U: Into<Vec<u8>>>(&self, a: U) -> Vec<u8> {
        a.into()
    }

    #[llm_span(name = "own")]
    async fn own(&self, a: u8) -> u8 {
        a
    }

    unsafe extern "C" fn qualified(&self) -> usize {
        Self::TEXT.len()
    }

    fn associated(a: u8) -> u8 {
        a
    }
}

trait Act {
    type Answer;
    const NAME: &'static str;
    fn act(&mut self, a: u8) -> Self::Answer;
    async fn act_later(&mut self, a: u8) -> Self::Answer;
}

#[agent_span]
impl Act for Toolbox<1, u32> {
    type Answer = Option<Vec<u8>>;
    const NAME: &'static str = "box";

    fn act(&mut self, a: u8) -> Self::Answer {
        self.0 += u32::from(a);
        Some(vec![a])
    }

    async fn act_later(&mut self, a: u8) -> Self::Answer {
        Some(vec![a])
    }
}

fn main() {
    let mut toolbox = Toolbox::<1, u32>::new(1);
    assert_eq!(toolbox.size(), 2);
    assert_eq!(toolbox.array(), [0, 0]);
    assert_eq!(toolbox.generic("a"), b"a");
    assert_eq!(unsafe { toolbox.qualified() }, 5);
    assert_eq!(Toolbox::<1, u32>::associated(1), 1);
    assert_eq!(toolbox.act(1), Some(vec![1]));
    assert_eq!(Toolbox::<1, u32>::NAME, "box");
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(toolbox.add(1, 2).await, Ok(5));
        assert_eq!(toolbox.own(1).await, 1);
        assert_eq!(toolbox.act_later(1).await, Some(vec![1]));
    });
}
