//! Functions that nothing is to be said against, in every shape.

use core::fmt::Display;
use core::pin::Pin;
use std::collections::HashMap;
use std::sync::Mutex;

use futures_util::stream::{self, BoxStream, Stream, StreamExt as _};

/// A request.
#[derive(Debug, Clone, serde::Serialize)]
#[non_exhaustive]
pub struct Request {
    /// What is asked.
    pub question: String,
    /// How many tokens may come.
    pub limit: Option<u32>,
}

/// Something that says nothing of itself.
#[derive(Debug)]
pub struct Silent;

/// What can go wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum Refused {
    /// Too long.
    TooLong(usize),
}

async fn other() {
    core::future::ready(()).await;
}

/// Plain, sync.
#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn plain(number: u8) -> u8 {
    number.wrapping_add(1)
}

/// Plain, async.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn plain_later(number: u8) -> u8 {
    other().await;
    number.wrapping_add(1)
}

/// Nothing in, nothing out.
#[cfg_attr(feature = "annotated", openinference_runtime::chain_span)]
pub fn nothing() {}

/// Nothing in, nothing out, later.
#[cfg_attr(feature = "annotated", openinference_runtime::chain_span)]
pub async fn nothing_later() {
    other().await;
}

/// A result.
///
/// # Errors
///
/// When the text is too long.
#[cfg_attr(feature = "annotated", openinference_runtime::llm_span(model = "m", on_result(|count: &usize| "app.count" = *count)))]
pub fn result(text: &str) -> Result<usize, Refused> {
    if text.len() > 3 {
        return Err(Refused::TooLong(text.len()));
    }
    Ok(text.len())
}

/// A result, later.
///
/// # Errors
///
/// When the text is too long.
#[cfg_attr(feature = "annotated", openinference_runtime::agent_span(name = format!("agent {text}"), session = text, error_if = |_error| true))]
pub async fn result_later(text: &str) -> Result<usize, Refused> {
    other().await;
    let length = result(text)?;
    Ok(length)
}

/// An option.
#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn option(numbers: &[u8]) -> Option<&u8> {
    numbers.first()
}

/// By value, and mutable.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span(skip(silent)))]
pub async fn by_value(mut request: Request, silent: Silent) -> Request {
    other().await;
    drop(silent);
    request.question.push('x');
    request
}

/// Through a reference that is shortened.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn shortened(mut text: &str) -> usize {
    other().await;
    let trimmed = text.trim().to_owned();
    text = &trimmed;
    text.len()
}

/// A borrowed result.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span(skip_all))]
pub fn borrowed<'map>(map: &'map mut HashMap<String, u8>, key: &str) -> Option<&'map mut u8> {
    map.get_mut(key)
}

/// Any text.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn generic<T: Display + Send>(value: T) -> String {
    other().await;
    value.to_string()
}

/// An opaque argument and result.
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn opaque(value: impl Display) -> impl Display {
    value.to_string()
}


/// A future.
#[cfg_attr(feature = "annotated", openinference_runtime::agent_span)]
pub fn future(number: u8) -> impl Future<Output = u8> + Send {
    let sum = number.wrapping_add(1);
    async move {
        other().await;
        sum
    }
}

/// A boxed future.
#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::agent_span)]
pub fn boxed_future(number: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(future(number))
}

/// A stream.
#[cfg_attr(feature = "annotated", openinference_runtime::llm_span)]
pub fn items(count: u8) -> impl Stream<Item = u8> + Send + Unpin {
    stream::iter(0..count)
}

/// A stream, later, or not.
///
/// # Errors
///
/// When there is nothing.
#[cfg_attr(feature = "annotated", openinference_runtime::llm_span)]
pub async fn items_later(count: u8) -> Result<impl Stream<Item = u8>, Refused> {
    other().await;
    if count == 0 {
        return Err(Refused::TooLong(0));
    }
    Ok(items(count))
}

/// A boxed stream.
#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::llm_span)]
pub fn items_boxed(count: u8) -> BoxStream<'static, u8> {
    items(count).boxed()
}

/// An iterator.
#[cfg_attr(feature = "annotated", openinference_runtime::retriever_span(stream))]
pub fn iterator(count: u8) -> impl Iterator<Item = u8> {
    0..count
}

/// Never returns.
#[cfg_attr(feature = "annotated", openinference_runtime::chain_span)]
pub async fn never() -> ! {
    loop {
        other().await;
    }
}

/// Not done yet.
#[cfg_attr(feature = "annotated", openinference_runtime::chain_span)]
pub async fn waits(lock: &Mutex<u8>) -> u8 {
    let number = lock.lock().map_or(0, |guard| *guard);
    other().await;
    number
}

/// Says who has called.
#[track_caller]
#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn tracked(number: u8) -> u32 {
    core::panic::Location::caller().line().wrapping_add(u32::from(number))
}

/// Many keys.
#[cfg_attr(feature = "annotated", openinference_runtime::llm_span(
    name = "chat",
    model = &request.question,
    input = &request.question,
    output = |answer| answer.len(),
    attributes("app.limit" = request.limit),
    invocation_parameters = request,
    cancelled = unset,
))]
pub async fn keys(request: &Request, _unused: u8) -> String {
    other().await;
    request.question.clone()
}
