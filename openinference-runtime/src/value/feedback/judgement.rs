//! What somebody thinks of something, in no vocabulary yet.

use super::vocabulary::Vocabulary;
use super::{FeedbackError, Score};
use crate::attributes::Attributes;
use crate::json::Json;
use crate::key::{AttributeKey, KeyPrefix};
use crate::record::to_json;
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{INPUT_VALUE, OUTPUT_VALUE};

/// What both vocabularies say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Judgement {
    pub(super) name: String,
    pub(super) score: Option<Score>,
    pub(super) label: Option<String>,
    pub(super) explanation: Option<String>,
    pub(super) annotator_kind: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) metadata: Option<Json>,
}

impl Judgement {
    pub(super) fn check(&self) -> Result<(), FeedbackError> {
        let name = || self.name.clone();
        if self.name.trim().is_empty() {
            return Err(FeedbackError::NoName);
        }
        if self.score.is_none() && self.label.is_none() && self.explanation.is_none() {
            return Err(FeedbackError::NoResult(name()));
        }
        if matches!(self.score, Some(Score::Float(score)) if !score.is_finite()) {
            return Err(FeedbackError::Score(name()));
        }
        if self.metadata.as_ref().is_some_and(|metadata| metadata.as_object().is_none()) {
            return Err(FeedbackError::Metadata(name()));
        }
        Ok(())
    }

    /// The same, and that nothing of it would be cut.
    pub(super) fn check_within(&self, out: &Attributes<'_>) -> Result<(), FeedbackError> {
        self.check()?;
        let limit = out.config().value_length_limit();
        let metadata = self.metadata.as_ref().map(|metadata| metadata.write(usize::MAX));
        let texts = [
            ("name", Some(&self.name)),
            ("label", self.label.as_ref()),
            ("explanation", self.explanation.as_ref()),
            ("identifier", self.identifier.as_ref()),
            ("metadata", metadata.as_ref()),
        ];
        let too_long = texts.into_iter().find_map(|(field, text)| {
            text.map(String::len).filter(|bytes| *bytes > limit).map(|bytes| (field, bytes))
        });
        match too_long {
            Some((field, bytes)) => {
                Err(FeedbackError::TooLong { name: self.name.clone(), field, bytes, limit })
            }
            None => Ok(()),
        }
    }

    fn flatten(&self, prefix: &KeyPrefix, keys: &Vocabulary, out: &mut Attributes<'_>) {
        out.push_text(prefix.field(keys.name), Some(&self.name));
        match self.score {
            Some(Score::Integer(score)) => out.push(prefix.field(keys.score), score),
            Some(Score::Float(score)) => out.push(prefix.field(keys.score), score),
            None => {}
        }
        let shows_reasons = shows_reasons(out);
        for (key, text) in [
            (keys.label, &self.label),
            (keys.explanation, if shows_reasons { &self.explanation } else { &None }),
            (keys.annotator_kind, &self.annotator_kind),
            (keys.identifier, &self.identifier),
        ] {
            out.push_text(prefix.field(key), text.as_deref());
        }
        if let Some(metadata) = self.metadata.as_ref().filter(|_| shows_reasons) {
            // Once more, for the names of secrets that this configuration knows.
            let metadata = to_json(metadata, out.config()).unwrap_or_default();
            out.push_json(prefix.field(keys.metadata), &metadata);
        }
    }

    /// How it looks in `output.value`.
    pub(super) fn json(&self) -> Json {
        let text = |text: &Option<String>| text.as_deref().map(Json::from);
        let score = self.score.map(|score| match score {
            Score::Integer(score) => Json::Int(score),
            Score::Float(score) => Json::from(score),
        });
        let fields = [
            ("name", Some(Json::from(self.name.as_str()))),
            ("score", score),
            ("label", text(&self.label)),
            ("explanation", text(&self.explanation)),
            ("annotator_kind", text(&self.annotator_kind)),
            ("identifier", text(&self.identifier)),
            ("metadata", self.metadata.clone()),
        ];
        let said = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(said.collect())
    }
}

/// Reasons quote what was asked and answered, and are hidden with it; so is what else there is beside a result.
fn shows_reasons(out: &Attributes<'_>) -> bool {
    out.wants_key(INPUT_VALUE) && out.wants_key(OUTPUT_VALUE)
}

/// Writes a list. What has nothing but reasons is left out where these are hidden.
pub(super) fn write_list(
    items: &[&Judgement],
    keys: &Vocabulary,
    list: KeyPattern,
    out: &mut Attributes<'_>,
) {
    let shows_reasons = shows_reasons(out);
    let has_result = |item: &&&Judgement| shows_reasons || item.score.is_some() || item.label.is_some();
    for (index, item) in items.iter().filter(has_result).enumerate() {
        item.flatten(&AttributeKey::from(list).item(index), keys, out);
    }
}
