//! Changing values, by key and by path within them.

use super::AttributeMap;
use crate::json::Json;
use crate::testing::Pattern;

pub(super) enum Edit<'f> {
    Drop,
    Change(&'f dyn Fn(&Json) -> Json),
}

/// A key, and a path within its value.
pub(super) struct EditedPlace<'k> {
    key: Pattern,
    path: Vec<&'k str>,
}

impl<'k> EditedPlace<'k> {
    pub(super) fn parse(text: &'k str) -> Result<Self, String> {
        let Some((key, path)) = text.split_once('#') else {
            return Ok(Self { key: Pattern::new(text), path: Vec::new() });
        };
        let steps = path.strip_prefix('/').ok_or_else(|| format!("`{path}` does not begin with `/`"))?;
        Ok(Self { key: Pattern::new(key), path: steps.split('/').collect() })
    }

    pub(super) fn edit(&self, map: &mut AttributeMap, edit: &Edit<'_>) {
        map.retain(|key, value| {
            if !self.key.matches(key) {
                return true;
            }
            match (edit, &self.path[..]) {
                (Edit::Drop, []) => return false,
                (Edit::Change(change), []) => *value = change(value),
                (_, path) => within(value, path, edit),
            }
            true
        });
    }
}

/// A value that holds JSON as text is read, changed and written again. What is no JSON stays.
fn within(value: &mut Json, path: &[&str], edit: &Edit<'_>) {
    let Json::String(text) = value else { return follow(value, path, edit) };
    if let Some(mut inner) = Json::parse(text) {
        follow(&mut inner, path, edit);
        *text = inner.write(usize::MAX);
    }
}

fn follow(value: &mut Json, path: &[&str], edit: &Edit<'_>) {
    let Some((&step, rest)) = path.split_first() else {
        if let Edit::Change(change) = edit {
            *value = change(value);
        }
        return;
    };
    let is_meant = |name: &str| step == "*" || step == name;
    let drops = rest.is_empty() && matches!(edit, Edit::Drop);
    match value {
        Json::Array(items) => {
            let mut index = 0;
            items.retain_mut(|item| {
                let meant = is_meant(&index.to_string());
                index += 1;
                if meant && !drops {
                    follow(item, rest, edit);
                }
                !(meant && drops)
            });
        }
        Json::Object(fields) => fields.retain_mut(|(name, field)| {
            let meant = is_meant(name);
            if meant && !drops {
                follow(field, rest, edit);
            }
            !(meant && drops)
        }),
        // JSON within JSON, as the arguments of a tool call are.
        Json::String(_) => within(value, path, edit),
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::UInt(_) | Json::Float(_) => {}
    }
}

pub(super) fn round(value: &Json, digits: u8) -> Json {
    match value {
        Json::Float(number) => {
            let scale = 10_f64.powi(i32::from(digits));
            let rounded = (number * scale).round() / scale;
            // Minus zero would be told apart from zero by a snapshot.
            Json::from(if rounded == 0.0 { 0.0 } else { rounded })
        }
        Json::Array(items) => Json::Array(items.iter().map(|item| round(item, digits)).collect()),
        other => other.clone(),
    }
}

pub(super) fn sorted(value: &Json) -> Json {
    match value {
        Json::Array(items) => {
            let mut items = items.clone();
            items.sort_by_cached_key(|item| item.write(usize::MAX));
            Json::Array(items)
        }
        other => other.clone(),
    }
}

pub(super) fn text(value: &mut Json, change: &dyn Fn(&str) -> String) {
    match value {
        Json::String(found) => *found = change(found),
        Json::Array(items) => items.iter_mut().for_each(|item| text(item, change)),
        Json::Object(fields) => fields.iter_mut().for_each(|(_, field)| text(field, change)),
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::UInt(_) | Json::Float(_) => {}
    }
}
