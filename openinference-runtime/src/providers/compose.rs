//! From the parts of a message to the form that says it most simply.

use crate::value::{Message, MessageContent};

/// A message that says `parts`. One text is its content, and calls that follow it are its tool calls; where there is more, or
/// where the order matters, all parts are its contents, and the calls among them its tool calls as well.
pub(crate) fn compose_message(message: Message, mut parts: Vec<MessageContent>) -> Message {
    let mut message = message;
    message.tool_calls.extend(parts.iter().filter_map(|part| match part {
        MessageContent::ToolUse(call) => Some(call.clone()),
        _ => None,
    }));
    let said =
        parts.iter().position(|part| matches!(part, MessageContent::ToolUse(_))).unwrap_or(parts.len());
    let only_calls_follow = parts[said..].iter().all(|part| matches!(part, MessageContent::ToolUse(_)));
    match (said, only_calls_follow, parts.first_mut()) {
        (0, true, _) => message,
        (1, true, Some(MessageContent::Text { text, signature: None })) => {
            message.content(std::mem::take(text))
        }
        _ => Message { contents: parts, ..message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Reasoning, ToolCall};

    fn call() -> MessageContent {
        ToolCall::new("f", "{}").into()
    }

    fn compose(parts: Vec<MessageContent>) -> Message {
        compose_message(Message::new("assistant"), parts)
    }

    #[test]
    fn one_text_is_content() {
        let message = compose(vec!["hi".into()]);
        assert_eq!((message.content.as_deref(), message.contents.len()), (Some("hi"), 0));
    }

    #[test]
    fn calls_after_one_text_are_tool_calls() {
        let message = compose(vec!["hi".into(), call(), call()]);
        assert_eq!(
            (message.content.as_deref(), message.contents.len(), message.tool_calls.len()),
            (Some("hi"), 0, 2)
        );
        let message = compose(vec![call()]);
        assert_eq!((message.content, message.contents.len(), message.tool_calls.len()), (None, 0, 1));
    }

    #[test]
    fn where_order_matters_all_parts_are_contents_and_calls_are_tool_calls_too() {
        let message = compose(vec![call(), "hi".into()]);
        assert_eq!((message.content, message.contents.len(), message.tool_calls.len()), (None, 2, 1));
        let message = compose(vec![Reasoning::default().text("hm").into(), "hi".into()]);
        assert_eq!((message.content, message.contents.len()), (None, 2));
        let message = compose(vec![MessageContent::signed_text("hi", "sig")]);
        assert_eq!((message.content, message.contents.len()), (None, 1), "a signature has no other place");
    }

    #[test]
    fn nothing_is_said_by_nothing() {
        assert_eq!(compose(Vec::new()), Message::new("assistant"));
    }
}
