//! A text or a number that is the whole value: arguments and results of many functions are no more.

use std::any::type_name;
use std::fmt;

use serde::Serialize;
use serde::ser::{self, Impossible, Serializer};

use crate::config::TraceConfig;
use crate::json::has_nul;

/// What the type of a value promises.
const SINGLE: [&str; 13] = [
    "str",
    "&str",
    "alloc::string::String",
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "isize",
    "u8",
    "u16",
    "u32",
    "usize",
];

/// A value without parts.
#[derive(Debug)]
pub(in crate::record) enum Single {
    Text(String),
    Bool(bool),
    Int(i64),
}

/// The value, where its type is known to be a text or a number and nothing has to be done to it.
#[inline]
pub(in crate::record) fn single<T: Serialize + ?Sized>(
    value: &T,
    config: &TraceConfig,
    budget: usize,
) -> Option<Single> {
    // A constant, as the name is.
    if !SINGLE.contains(&type_name::<T>()) {
        return None;
    }
    value.serialize(AsItIs { room: if config.has_redactors() { 0 } else { budget } }).ok()
}

/// Takes what needs no more than a copy.
struct AsItIs {
    /// Bytes that a text may have.
    room: usize,
}

/// It has to be looked at more closely.
#[derive(Debug)]
struct NotSingle;

impl fmt::Display for NotSingle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no text and no number")
    }
}

impl std::error::Error for NotSingle {}

impl ser::Error for NotSingle {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// What a text takes of the room beside its bytes.
const QUOTES: usize = 3;

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {$(
        #[inline]
        fn $method(self, value: $type) -> Result<Single, NotSingle> {
            Ok(Single::Int(value.into()))
        }
    )*};
}

macro_rules! others {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, NotSingle> {
            Err(NotSingle)
        }
    )*};
}

type No = Impossible<Single, NotSingle>;

impl Serializer for AsItIs {
    type Ok = Single;
    type Error = NotSingle;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    integers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32
    );

    fn serialize_u64(self, value: u64) -> Result<Single, NotSingle> {
        i64::try_from(value).map(Single::Int).map_err(|_| NotSingle)
    }

    fn serialize_bool(self, value: bool) -> Result<Single, NotSingle> {
        Ok(Single::Bool(value))
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<Single, NotSingle> {
        if text.len() + QUOTES > self.room || text.starts_with("data:") || has_nul(text) {
            return Err(NotSingle);
        }
        Ok(Single::Text(text.to_owned()))
    }

    others! {
        serialize_f32(f32) -> Single;
        serialize_f64(f64) -> Single;
        serialize_char(char) -> Single;
        serialize_bytes(&[u8]) -> Single;
        serialize_none() -> Single;
        serialize_unit() -> Single;
        serialize_unit_struct(&'static str) -> Single;
        serialize_unit_variant(&'static str, u32, &'static str) -> Single;
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct(&'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Single, NotSingle> {
        Err(NotSingle)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<Single, NotSingle> {
        Err(NotSingle)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Single, NotSingle> {
        Err(NotSingle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::record::to_json;

    #[track_caller]
    fn is_as_on_a_tape<T: Serialize + ?Sized>(value: &T, config: &TraceConfig) {
        let json = match single(value, config, config.value_length_limit() * 4) {
            Some(Single::Text(text)) => Json::String(text),
            Some(Single::Bool(value)) => Json::Bool(value),
            Some(Single::Int(value)) => Json::Int(value),
            None => return,
        };
        assert_eq!(Ok(json), to_json(value, config));
    }

    #[test]
    fn a_single_value_is_what_it_is_on_a_tape() {
        let redacting = TraceConfig::builder().without_env().redactor(|_: &str| Some("x".to_owned())).build();
        let short = TraceConfig::builder().without_env().value_length_limit(64).build();
        for config in [TraceConfig::default(), redacting, short] {
            let image = format!("data:image/png;base64,{}", "A".repeat(40_000));
            for text in ["", "Lisbon", "a\0b", "a\"b\n", &"ä".repeat(200), &image] {
                is_as_on_a_tape(text, &config);
                is_as_on_a_tape(&text, &config);
                is_as_on_a_tape(&text.to_owned(), &config);
            }
            is_as_on_a_tape(&true, &config);
            is_as_on_a_tape(&usize::MAX, &config);
            is_as_on_a_tape(&-7_i8, &config);
            is_as_on_a_tape(&7_u32, &config);
        }
        assert!(single("Lisbon", &TraceConfig::default(), 100).is_some());
        assert!(single(&7_usize, &TraceConfig::default(), 100).is_some());
        assert!(single(&Some("Lisbon"), &TraceConfig::default(), 100).is_none());
    }
}
