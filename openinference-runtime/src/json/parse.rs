//! Reading JSON text.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::cut::{MAX_DEPTH, TOO_DEEP};
use super::tape::Tape;
use super::value::Json;

/// The key under which `serde_json` hands over a number as text when any crate of the program has enabled its feature
/// `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

impl Tape {
    /// Reads JSON text. `None` when it is not valid JSON; what is nested deeper than 64 levels becomes a marker.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let mut tape = Self::take();
        Value(&mut tape).deserialize(&mut reader).ok()?;
        reader.end().ok()?;
        Some(tape)
    }
}

impl Json {
    /// Reads JSON text. `None` when it is not valid JSON; what is nested deeper than 64 levels becomes a marker.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Tape::parse(text).map(|tape| Self::from(&tape))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tape = Tape::take();
        Value(&mut tape).deserialize(deserializer)?;
        Ok(Self::from(&tape))
    }
}

/// Reads one value onto a tape.
struct Value<'t>(&'t mut Tape);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.bool(value);
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.i64(value);
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.u64(value);
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.f64(value);
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if self.0.depth() >= MAX_DEPTH {
            // Skipped without recursion, however deep it is.
            while list.next_element::<IgnoredAny>()?.is_some() {}
            self.0.static_string(TOO_DEEP);
            return Ok(());
        }
        self.0.open_array(None);
        while list.next_element_seed(Value(self.0))?.is_some() {}
        self.0.close();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if self.0.depth() >= MAX_DEPTH {
            let mut first = true;
            while let Some(key) = map.next_key::<String>()? {
                if first && key == NUMBER {
                    number(&map.next_value::<String>()?, self.0);
                    return Ok(());
                }
                first = false;
                map.next_value::<IgnoredAny>()?;
            }
            self.0.static_string(TOO_DEEP);
            return Ok(());
        }
        let mut opened = false;
        while let Some(is_number) = map.next_key_seed(Name { tape: self.0, opened })? {
            if is_number {
                number(&map.next_value::<String>()?, self.0);
                return Ok(());
            }
            opened = true;
            map.next_value_seed(Value(self.0))?;
        }
        if !opened {
            self.0.open_object(None);
        }
        self.0.close();
        Ok(())
    }
}

/// Reads the name of a field; before the first one, opens the object. Says whether it is no object, but a number as text.
struct Name<'t> {
    tape: &'t mut Tape,
    opened: bool,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        if !self.opened {
            if name == NUMBER {
                return Ok(true);
            }
            self.tape.open_object(None);
        }
        self.tape.name(name);
        Ok(false)
    }
}

/// Digits as a number, or as text where no number of ours holds them.
fn number(digits: &str, tape: &mut Tape) {
    if let Ok(value) = digits.parse() {
        return tape.i64(value);
    }
    if let Ok(value) = digits.parse() {
        return tape.u64(value);
    }
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => tape.f64(value),
        _ => tape.string(digits),
    }
}
