//! The item or object that a key stands in.

use super::{AttributeKey, KnownKey};
use crate::semconv::KeyPattern;

/// What stands before the key of a field: `llm.input_messages.0` before `message.role`, nothing before the keys of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPrefix(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Nothing,
    /// The list or object, and the indices of what stands in it.
    Known(KnownKey),
    Foreign(String),
}

impl KeyPrefix {
    fn of_item(list: &AttributeKey, index: usize) -> Self {
        Self::known_item(list, index).unwrap_or_else(|| Self(Form::Foreign(format!("{list}.{index}"))))
    }

    fn known_item(list: &AttributeKey, index: usize) -> Option<Self> {
        let mut known = list.known().filter(|known| known.pattern.is_list())?;
        *known.indices.get_mut(known.pattern.indices())? = u32::try_from(index).ok()?;
        Some(Self(Form::Known(known)))
    }

    fn of_object(key: AttributeKey) -> Self {
        match key.known() {
            Some(known) if !known.pattern.is_list() => Self(Form::Known(known)),
            _ => Self(Form::Foreign(key.to_string())),
        }
    }

    /// The key of a field.
    #[must_use]
    pub fn field(&self, row: KeyPattern) -> AttributeKey {
        let prefix = match &self.0 {
            Form::Nothing => return AttributeKey::new(row),
            Form::Known(holder) => match holder.child(row) {
                Some(child) => return AttributeKey::from_known(child),
                None => self.to_string(),
            },
            Form::Foreign(prefix) => prefix.clone(),
        };
        AttributeKey::from(format!("{prefix}.{}", AttributeKey::new(row)))
    }

    fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self(Form::Nothing));
        }
        if let Some((list, index)) = text.rsplit_once('.')
            && let Ok(index) = index.parse::<u32>()
            && let Some(item) = KnownKey::parse(list)
                .and_then(|list| Self::known_item(&AttributeKey::from_known(list), index as usize))
            && item.to_string() == text
        {
            return Some(item);
        }
        let object = KnownKey::parse(text).filter(|known| known.pattern.children().next().is_some())?;
        (!object.pattern.is_list()).then_some(Self(Form::Known(object)))
    }
}

impl AttributeKey {
    /// A member of the list that this is the key of.
    #[must_use]
    pub fn item(&self, index: usize) -> KeyPrefix {
        KeyPrefix::of_item(self, index)
    }

    /// The object that this is the key of.
    #[must_use]
    pub fn object(self) -> KeyPrefix {
        KeyPrefix::of_object(self)
    }
}

impl From<&str> for KeyPrefix {
    fn from(text: &str) -> Self {
        Self::parse(text).unwrap_or_else(|| Self(Form::Foreign(text.to_owned())))
    }
}

impl std::fmt::Display for KeyPrefix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Form::Nothing => Ok(()),
            Form::Known(holder) if holder.pattern.is_list() => {
                let index = holder.indices.get(holder.pattern.indices()).copied().unwrap_or_default();
                write!(f, "{}.{index}", holder.pattern.with(holder.indices))
            }
            Form::Known(holder) => write!(f, "{}", holder.pattern.with(holder.indices)),
            Form::Foreign(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semconv::patterns::{
        IMAGE_URL, LLM_INPUT_MESSAGES, MESSAGE_CONTENT_IMAGE, MESSAGE_CONTENTS, MESSAGE_ROLE, TOOL_CALL_ID,
    };

    #[test]
    fn lists_and_objects_lead_to_their_fields() {
        let message = AttributeKey::new(LLM_INPUT_MESSAGES).item(7);
        let image = message.field(MESSAGE_CONTENTS).item(12).field(MESSAGE_CONTENT_IMAGE).object();
        let url = image.field(IMAGE_URL);
        assert_eq!(
            url.to_string(),
            "llm.input_messages.7.message.contents.12.message_content.image.image.url"
        );
        assert!(url.pattern().is_some());
    }

    #[test]
    fn a_prefix_given_as_text_is_the_same() {
        let message = AttributeKey::new(LLM_INPUT_MESSAGES).item(7);
        assert_eq!(KeyPrefix::from("llm.input_messages.7"), message);
        let part = message.field(MESSAGE_CONTENTS).item(2);
        assert_eq!(KeyPrefix::from("llm.input_messages.7.message.contents.2"), part);
        let image = part.field(MESSAGE_CONTENT_IMAGE).object();
        assert_eq!(KeyPrefix::from(image.to_string().as_str()), image);
        assert_eq!(KeyPrefix::from("").field(MESSAGE_ROLE), AttributeKey::from("message.role"));
    }

    #[test]
    fn what_belongs_nowhere_has_its_text() {
        for (prefix, key) in [
            ("mine.0", "mine.0.message.role"),
            ("llm.input_messages.07", "llm.input_messages.07.message.role"),
            ("llm.input_messages", "llm.input_messages.message.role"),
            ("llm.tools.0", "llm.tools.0.message.role"),
        ] {
            assert_eq!(KeyPrefix::from(prefix).field(MESSAGE_ROLE), AttributeKey::from(key));
        }
        let call = AttributeKey::new(LLM_INPUT_MESSAGES).item(0).field(TOOL_CALL_ID);
        assert_eq!((call.to_string().as_str(), call.pattern()), ("llm.input_messages.0.tool_call.id", None));
        let beyond = AttributeKey::new(LLM_INPUT_MESSAGES).item(u32::MAX as usize + 1).field(MESSAGE_ROLE);
        assert_eq!(beyond.to_string(), "llm.input_messages.4294967296.message.role");
    }
}
