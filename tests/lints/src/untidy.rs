//! Functions that there is much to be said against: with our attributes it still is.

use std::rc::Rc;
use std::sync::Mutex;

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
fn dead(number: u8) -> u8 {
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn undocumented(number: u8) -> u8 {
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span(skip_all))]
pub fn unused_argument(number: u8) {}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span(skip_all))]
pub async fn unused_argument_later(number: u8) {}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn unused_mut(mut number: u8) -> u8 {
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn unused_mut_later(mut text: &str) -> usize {
    text.len()
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn unused_local(number: u8) -> u8 {
    let other = number;
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn unused_assignment(number: u8) -> u8 {
    let mut other = 1;
    other = number;
    other
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn unreachable(number: u8) -> u8 {
    return number;
    number + 1
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn needless_return(number: u8) -> u8 {
    return number;
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn needless_return_later(number: u8) -> u8 {
    return number;
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn awaits_nothing(number: u8) -> u8 {
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn by_value_needlessly(text: String) -> usize {
    text.len()
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn reference_to_string(text: &String, list: &Vec<u8>) -> usize {
    text.len() + list.len()
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn lifetime_needlessly<'a>(text: &'a str) -> &'a str {
    text
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn holds_a_lock(lock: &Mutex<u8>) -> u8 {
    let guard = lock.lock().unwrap();
    core::future::ready(()).await;
    *guard
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn is_not_send(number: u8) -> u8 {
    let rc = Rc::new(number);
    core::future::ready(()).await;
    *rc
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn too_many(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> u8 {
    a + b + c + d + e + f + g + h
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn unit_result(number: u8) -> Result<u8, ()> {
    if number == 0 { Err(()) } else { Ok(number) }
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn always_ok(number: u8) -> Result<u8, String> {
    Ok(number)
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn collapsible(a: bool, b: bool) -> bool {
    if a {
        if b {
            return true;
        }
    }
    false
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn question_and_clone(text: &str) -> Option<String> {
    let text = text.to_string().clone();
    Some(text)
}

#[must_use]
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn must_be_used(number: u8) -> u8 {
    number
}

#[deprecated]
#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn deprecated(number: u8) -> u8 {
    number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn not_done(number: u8) -> u8 {
    todo!()
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub async fn not_done_later(number: u8) -> u8 {
    todo!()
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn CamelCase(Number: u8) -> u8 {
    Number
}

#[cfg_attr(feature = "annotated", openinference_runtime::agent_span)]
pub fn could_be_async(number: u8) -> impl Future<Output = u8> {
    async move { number }
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub unsafe fn without_safety(pointer: *const u8) -> u8 {
    unsafe { *pointer }
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn braces_and_parens(number: u8) -> u8 {
    { (number) }
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn underscored(_number: u8) -> u8 {
    _number
}

#[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
pub fn shadowed(number: u8) -> u8 {
    let number = number as u32 as u8;
    number
}

pub fn calls() {
    must_be_used(1);
    deprecated(1);
    awaits_nothing(1);
    let _ = unit_result(1);
    always_ok(1);
}
