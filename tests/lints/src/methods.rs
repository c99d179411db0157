//! Methods, one by one and by the block.

use core::fmt::Debug;
use std::sync::Arc;

/// A tool.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Tool<T> {
    /// What it holds.
    pub value: T,
}

/// What tools do.
pub trait Act {
    /// What comes of it.
    type Answer;

    /// Acts.
    fn act(&mut self, number: u8) -> Self::Answer;

    /// Acts, later.
    fn later(&self, number: u8) -> impl Future<Output = u8> + Send;

    /// Acts, if nobody says how.
    #[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
    fn provided(&self, number: u8) -> u8 {
        number
    }
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
impl<T: Clone + Debug> Tool<T> {
    /// By reference.
    pub fn by_reference(&self) -> T {
        self.value.clone()
    }

    /// By value.
    #[must_use]
    pub fn by_value(self) -> T {
        self.value
    }

    /// A builder.
    #[must_use]
    pub fn with(mut self, value: T) -> Self {
        self.value = value;
        self
    }

    /// Shared.
    pub async fn shared(self: Arc<Self>, number: u8) -> u8 {
        core::future::ready(number).await
    }

    /// Without a receiver.
    pub const fn new(value: T) -> Self {
        Self { value }
    }

    /// A borrowed one.
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl Act for Tool<u8> {
    type Answer = Option<u8>;

    #[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
    fn act(&mut self, number: u8) -> Self::Answer {
        self.value = number;
        Some(number)
    }

    #[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
    async fn later(&self, number: u8) -> u8 {
        core::future::ready(number).await
    }
}
