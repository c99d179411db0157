//! Reading flattened attributes.

use std::collections::BTreeSet;

use crate::record::Json;
use crate::testing::AttributeMap;

/// Attributes below a prefix.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    map: &'t AttributeMap,
    prefix: String,
}

impl<'t> Reader<'t> {
    pub(super) fn new(map: &'t AttributeMap) -> Self {
        Self { map, prefix: String::new() }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'t Json> {
        self.map.get(&format!("{}{key}", self.prefix))
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }

    pub(super) fn count(&self, key: &str) -> Option<u64> {
        u64::try_from(self.get(key)?.as_i64()?).ok()
    }

    pub(super) fn float(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_f64()
    }

    /// A text that holds JSON; as text where it does not.
    pub(super) fn json(&self, key: &str) -> Option<Json> {
        let value = self.get(key)?;
        Some(value.as_str().and_then(Json::parse).unwrap_or_else(|| value.clone()))
    }

    /// What stands below `key`.
    pub(super) fn below(&self, key: &str) -> Self {
        Self { map: self.map, prefix: format!("{}{key}.", self.prefix) }
    }

    /// The items of the list `key`, by their indices.
    pub(super) fn items(&self, key: &str) -> Vec<Self> {
        let list = self.below(key);
        let indices: BTreeSet<usize> = self
            .map
            .keys()
            .filter_map(|key| key.strip_prefix(&list.prefix)?.split_once('.')?.0.parse().ok())
            .collect();
        indices.into_iter().map(|index| list.below(&index.to_string())).collect()
    }
}
