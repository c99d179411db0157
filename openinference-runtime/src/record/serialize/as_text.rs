//! A value as JSON text without a tape in between, where nothing has to be done to it.
//!
//! What needs more care ends it: a secret's name, a map, in which any name may stand, an image, a redactor, a text that is cut, a budget that is used up. Then the
//! value is written onto a tape, where all of that is done.

use std::borrow::Cow;
use std::fmt;

use memchr::memchr2;
use serde::Serialize;
use serde::ser::{
    self, Impossible, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct, Serializer,
};

use super::build::{BRACKETS, LITERAL, NUMBER, QUOTES};
use super::kind_of_type::KindOfType;
use super::known::Known;
use super::scalar;
use crate::config::TraceConfig;
use crate::json::{JsonWriter, MAX_DEPTH, is_plain};

/// The JSON text of a list or an object that has nothing in it to be changed, in at most `budget` bytes of content.
pub(in crate::record) fn as_text<T: Serialize + ?Sized>(
    value: &T,
    config: &TraceConfig,
    budget: usize,
) -> Option<String> {
    if config.has_redactors() {
        return None;
    }
    let mut known = Known::take(config);
    let out = JsonWriter::new(std::mem::take(&mut known.text), config.value_length_limit());
    let mut writer = Writer { out, budget, depth: 0, config, known };
    let written = writer.value(value).is_ok();
    let Writer { out, mut known, .. } = writer;
    let is_whole = written && !out.is_full();
    known.text = out.into_buffer();
    // In no more memory than it needs.
    let text = (is_whole && known.text.starts_with(['[', '{'])).then(|| known.text.as_str().to_owned());
    known.keep();
    text
}

struct Writer<'c> {
    out: JsonWriter,
    budget: usize,
    depth: usize,
    config: &'c TraceConfig,
    known: Box<Known>,
}

/// Something has to be done to the value.
#[derive(Debug)]
struct NeedsCare;

impl fmt::Display for NeedsCare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that is changed on its way")
    }
}

impl std::error::Error for NeedsCare {}

impl ser::Error for NeedsCare {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'c> Writer<'c> {
    #[inline]
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NeedsCare> {
        match self.known.types.kind::<T>() {
            KindOfType::Plain => value.serialize(self),
            _ => Err(NeedsCare),
        }
    }

    /// What a tape would be charged for it.
    #[inline]
    fn spend(&mut self, bytes: usize) -> Result<(), NeedsCare> {
        self.budget = self.budget.checked_sub(bytes + 1).ok_or(NeedsCare)?;
        Ok(())
    }

    fn open(&mut self, bracket: char) -> Result<Open<'_, 'c>, NeedsCare> {
        if self.depth >= MAX_DEPTH {
            return Err(NeedsCare);
        }
        self.spend(BRACKETS)?;
        self.depth += 1;
        self.out.punctuation(bracket);
        Ok(Open { writer: self, items: 0, is_text_first: false })
    }
}

/// A list or an object.
struct Open<'w, 'c> {
    writer: &'w mut Writer<'c>,
    items: usize,
    is_text_first: bool,
}

impl Open<'_, '_> {
    #[inline]
    fn comma(&mut self) {
        if self.items > 0 {
            self.writer.out.punctuation(',');
        }
        self.items += 1;
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NeedsCare> {
        self.comma();
        let start = self.writer.out.len();
        self.writer.value(value)?;
        self.is_text_first |= self.items == 1 && self.writer.out.is_text_at(start);
        Ok(())
    }

    #[inline]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NeedsCare> {
        self.comma();
        self.writer.spend(name.len() + QUOTES + 1)?;
        let (name, is_secret) = self.writer.known.names.field(name, self.writer.config);
        if is_secret {
            return Err(NeedsCare);
        }
        self.writer.out.field(name);
        self.writer.value(value)
    }

    #[inline]
    fn close(self, bracket: char) -> Result<(), NeedsCare> {
        self.writer.depth -= 1;
        self.writer.out.punctuation(bracket);
        if self.writer.out.is_full() { Err(NeedsCare) } else { Ok(()) }
    }
}

/// The methods of values that something has to be done to.
macro_rules! needs_care {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$ok, NeedsCare> {
            Err(NeedsCare)
        }
    )*};
}

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<(), NeedsCare> {
            self.spend(NUMBER)?;
            self.out.integer(i128::from(value));
            Ok(())
        }
    )*};
}

type No = Impossible<(), NeedsCare>;

impl<'w, 'c> Serializer for &'w mut Writer<'c> {
    type Ok = ();
    type Error = NeedsCare;
    type SerializeSeq = Open<'w, 'c>;
    type SerializeTuple = Open<'w, 'c>;
    type SerializeTupleStruct = Open<'w, 'c>;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Open<'w, 'c>;
    type SerializeStructVariant = No;

    integers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    );

    fn serialize_bool(self, value: bool) -> Result<(), NeedsCare> {
        self.spend(LITERAL)?;
        self.out.literal(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), NeedsCare> {
        self.spend(NUMBER)?;
        if !value.is_finite() {
            return Err(NeedsCare);
        }
        self.out.float(value);
        Ok(())
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), NeedsCare> {
        self.spend(text.len() + QUOTES)?;
        let is_quiet = || memchr2(b':', b'=', text.as_bytes()).is_none() && is_plain(text);
        let is_changed = || !is_quiet() && matches!(self.config.redact_secrets(text), Cow::Owned(_));
        if text.starts_with("data:") || is_changed() || !self.out.text(text) {
            return Err(NeedsCare);
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NeedsCare> {
        self.serialize_unit()
    }

    fn serialize_unit(self) -> Result<(), NeedsCare> {
        self.spend(LITERAL)?;
        self.out.literal("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NeedsCare> {
        self.value(value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NeedsCare> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<(), NeedsCare> {
        Err(NeedsCare)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'c>, NeedsCare> {
        self.open('[')
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w, 'c>, NeedsCare> {
        self.open('[')
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'c>, NeedsCare> {
        self.open('[')
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Open<'w, 'c>, NeedsCare> {
        if scalar::holds_text(name) { Err(NeedsCare) } else { self.open('{') }
    }

    needs_care! {
        serialize_f32(f32) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_map(Option<usize>) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), NeedsCare> {
        Err(NeedsCare)
    }
}

macro_rules! lists {
    ($($trait:ident::$method:ident)*) => {$(
        impl $trait for Open<'_, '_> {
            type Ok = ();
            type Error = NeedsCare;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NeedsCare> {
                self.item(value)
            }

            fn end(self) -> Result<(), NeedsCare> {
                // It may be the name of a secret and its value.
                if self.items == 2 && self.is_text_first { Err(NeedsCare) } else { self.close(']') }
            }
        }
    )*};
}

lists! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
}

impl SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = NeedsCare;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NeedsCare> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), NeedsCare> {
        self.close('}')
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use serde_json::json;

    use super::*;
    use crate::record::to_tape;

    #[derive(Serialize)]
    struct Fields {
        text: &'static str,
        numbers: (u64, i8, f64),
        flag: Option<bool>,
        list: Vec<Option<u8>>,
        inner: Option<Box<Inner>>,
    }

    #[derive(Serialize)]
    struct Inner {
        password: Option<&'static str>,
        lines: &'static str,
    }

    fn fields(text: &'static str) -> Fields {
        let numbers = (u64::MAX, -7, 0.25);
        Fields { text, numbers, flag: None, list: vec![Some(1), None], inner: None }
    }

    /// Whether it was written; if so, as a tape is.
    #[track_caller]
    fn is_written<T: Serialize + ?Sized>(value: &T, config: &TraceConfig) -> bool {
        let budget = config.value_length_limit() * 4;
        let Some(text) = as_text(value, config, budget) else { return false };
        let tape = to_tape(value, config, budget).map(|tape| tape.view().write(config.value_length_limit()));
        assert_eq!(tape, Ok(text));
        true
    }

    #[test]
    fn what_needs_no_care_is_written_as_a_tape_is() {
        let config = TraceConfig::default();
        assert!(is_written(&fields("ä"), &config));
        assert!(is_written(&[fields(""), fields("\u{1}\\, \"quoted\": yes")], &config));
        assert!(is_written(&["a", "b", "c"], &config));
        assert!(is_written(&[Some(1.5), None], &config));
    }

    #[test]
    fn what_needs_care_is_left_to_the_tape() {
        let config = TraceConfig::default();
        for text in ["a\0", "data:image/png;base64,AA", "PASSWORD=hunter22", "{\"password\": \"hunter22\"}"] {
            assert!(!is_written(&fields(text), &config), "{text}");
        }
        let inner = Some(Box::new(Inner { password: Some("hunter22"), lines: "a\nb" }));
        assert!(!is_written(&Fields { inner, ..fields("") }, &config));
        assert!(!is_written(&json!({"a": 1}), &config));
        assert!(!is_written(&["password", "hunter22"], &config));
        assert!(!is_written(&"text", &config));
        assert!(!is_written(&[f64::NAN], &config));
        assert!(!is_written(&[Mutex::new(1)], &config));
        let mut deep = json!(1);
        for _ in 0..70 {
            deep = json!([deep]);
        }
        assert!(!is_written(&deep, &config));
        let short = TraceConfig::builder().without_env().value_length_limit(64).build();
        assert!(!is_written(&["x".repeat(30), "x".repeat(30)], &short));
        assert!(!is_written(&[0; 30], &short));
        let redacting = TraceConfig::builder().without_env().redactor(|_: &str| None).build();
        assert!(!is_written(&fields("a"), &redacting));
    }
}
