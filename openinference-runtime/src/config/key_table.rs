//! What becomes of the keys of the conventions, asked once for each configuration.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::hidden::Hidden;
use super::payloads::Payloads;
use crate::key::each_pattern;
use crate::semconv::KeyPattern;

/// Made by the rules on texts when it is first needed; clones of a configuration share it. Whatever changes a configuration
/// gives it a new one.
#[derive(Clone, Default)]
pub(super) struct KeyTable(Arc<OnceLock<Box<[Hidden]>>>);

impl KeyTable {
    /// `rule` says it of a key's text.
    pub(super) fn hides(&self, pattern: KeyPattern, rule: impl Fn(&str) -> Hidden) -> Hidden {
        let table = self.0.get_or_init(|| each_pattern(rule));
        table.get(pattern.index()).copied().unwrap_or(Hidden::Dropped)
    }
}

/// The configurations, of type `C`, for kinds of spans whose payloads are hidden; made when first needed.
pub(super) struct Variants<C>(Arc<[OnceLock<Arc<C>>; Payloads::COUNT]>);

impl<C> Variants<C> {
    pub(super) fn get(&self, payloads: Payloads, make: impl FnOnce() -> C) -> Arc<C> {
        match self.0.get(payloads.index()) {
            Some(variant) => Arc::clone(variant.get_or_init(|| Arc::new(make()))),
            None => Arc::new(make()),
        }
    }
}

impl<C> Clone for Variants<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C> Default for Variants<C> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

macro_rules! derived {
    ($($name:literal: [$($parameter:ident)?] $type:ty;)*) => {$(
        /// They follow from the rest of the configuration.
        impl $(<$parameter>)? PartialEq for $type {
            fn eq(&self, _: &Self) -> bool {
                true
            }
        }

        impl $(<$parameter>)? Eq for $type {}

        impl $(<$parameter>)? fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($name)
            }
        }
    )*};
}

derived! {
    "KeyTable": [] KeyTable;
    "Variants": [C] Variants<C>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{CaptureLevel, TraceConfig, TraceConfigBuilder};
    use crate::key::AttributeKey;
    use crate::semconv::{SpanKind, patterns};

    /// By number it is as by text, whatever the indices are.
    #[track_caller]
    fn is_as_by_text(config: &TraceConfig) {
        for (pattern, indices) in
            KeyPattern::all().flat_map(|pattern| [(pattern, [0, 0]), (pattern, [12, 345])])
        {
            let text = pattern.with(indices).to_string();
            let key = AttributeKey::from(text.clone());
            assert_eq!(
                (key.pattern(), config.hides_key(&key)),
                (Some(pattern), config.hidden_by_rules(&text)),
                "{text}"
            );
        }
    }

    #[test]
    fn every_switch_and_level_hides_numbers_as_it_hides_texts() {
        let switches: [fn(TraceConfigBuilder, bool) -> TraceConfigBuilder; 19] = [
            TraceConfigBuilder::hide_llm_invocation_parameters,
            TraceConfigBuilder::hide_llm_tools,
            TraceConfigBuilder::hide_inputs,
            TraceConfigBuilder::hide_outputs,
            TraceConfigBuilder::hide_input_messages,
            TraceConfigBuilder::hide_output_messages,
            TraceConfigBuilder::hide_input_images,
            TraceConfigBuilder::hide_input_text,
            TraceConfigBuilder::hide_output_text,
            TraceConfigBuilder::hide_prompts,
            TraceConfigBuilder::hide_choices,
            TraceConfigBuilder::hide_embeddings_vectors,
            TraceConfigBuilder::hide_embeddings_text,
            TraceConfigBuilder::hide_retrieval_documents,
            TraceConfigBuilder::hide_documents,
            TraceConfigBuilder::hide_tool_arguments,
            TraceConfigBuilder::hide_exceptions,
            TraceConfigBuilder::hide_metadata,
            TraceConfigBuilder::hide_audio,
        ];
        for set in switches {
            let config = Arc::new(set(TraceConfig::builder().without_env(), true).build());
            is_as_by_text(&config);
            for &kind in SpanKind::ALL {
                is_as_by_text(&Arc::clone(&config).for_kind(kind));
            }
        }
        for level in [CaptureLevel::All, CaptureLevel::Structure, CaptureLevel::Nothing] {
            is_as_by_text(&TraceConfig::builder().without_env().capture(level).build());
        }
    }

    #[test]
    fn a_key_that_only_looks_like_one_is_hidden_by_its_text() {
        let config = TraceConfig::builder().without_env().hide_input_messages(true).build();
        for key in [
            "llm.input_messages.x.y",
            "llm.input_messages.007.message.content",
            "llm.input_messages.12345678901234567890.message.content",
            "my.llm.input_messages.0.message.content",
        ] {
            assert_eq!(AttributeKey::from(key).pattern(), None, "{key}");
            assert_eq!(config.hides_key(key), Hidden::Dropped, "{key}");
        }
    }

    #[test]
    fn what_changes_a_configuration_changes_its_table() {
        let content = AttributeKey::new(patterns::INPUT_VALUE);
        let config = Arc::new(TraceConfig::builder().without_env().hide_tool_arguments(true).build());
        assert_eq!(config.hides_key(&content), Hidden::Visible);
        assert_eq!(Arc::clone(&config).for_kind(SpanKind::Tool).hides_key(&content), Hidden::Redacted);
        let nothing = TraceConfig::clone(&config).with_capture(CaptureLevel::Nothing);
        assert_eq!(nothing.hides_key(&content), Hidden::Dropped);
        let nothing = Arc::new(nothing).for_kind(SpanKind::Tool);
        assert_eq!(nothing.capture(), CaptureLevel::Nothing);
    }

    #[test]
    fn a_kind_has_one_configuration() {
        let config = Arc::new(TraceConfig::builder().without_env().hide_tool_arguments(true).build());
        let of = |kind| Arc::clone(&config).for_kind(kind);
        assert!(Arc::ptr_eq(&of(SpanKind::Tool), &of(SpanKind::Tool)));
        assert!(!Arc::ptr_eq(&of(SpanKind::Tool), &of(SpanKind::Llm)));
        assert!(Arc::ptr_eq(&of(SpanKind::Agent), &config));
    }
}
