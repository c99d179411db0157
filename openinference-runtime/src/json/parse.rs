//! Reading JSON text.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::value::{Json, MAX_DEPTH, TOO_DEEP};

/// The key under which `serde_json` hands over a number as text when any crate of the program has enabled its feature
/// `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

pub(crate) fn parse(text: &str) -> Option<Json> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Nested { depth: 0 }.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(value)
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { depth: 0 }.deserialize(deserializer)
    }
}

/// Reads one value below `depth` lists and objects.
#[derive(Clone, Copy)]
struct Nested {
    depth: usize,
}

impl Nested {
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1 }
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::UInt(value), Json::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        if self.depth >= MAX_DEPTH {
            // Skipped without recursion, however deep it is.
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Json::from(TOO_DEEP));
        }
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self.deeper())? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        if self.depth >= MAX_DEPTH {
            let mut first = true;
            while let Some(key) = map.next_key::<String>()? {
                if first && key == NUMBER {
                    return Ok(number(map.next_value::<String>()?));
                }
                first = false;
                map.next_value::<IgnoredAny>()?;
            }
            return Ok(Json::from(TOO_DEEP));
        }
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if fields.is_empty() && key == NUMBER {
                return Ok(number(map.next_value::<String>()?));
            }
            let value = map.next_value_seed(self.deeper())?;
            fields.push((key, value));
        }
        Ok(Json::Object(fields))
    }
}

/// Digits as a number, or as text where no number of ours holds them.
fn number(digits: String) -> Json {
    if let Ok(value) = digits.parse() {
        return Json::Int(value);
    }
    if let Ok(value) = digits.parse() {
        return Json::UInt(value);
    }
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Json::Float(value),
        _ => Json::String(digits),
    }
}
