//! The serialiser: what each of serde's types becomes.

use serde::Serialize;
use serde::ser::Serializer;

use super::build::{Stop, TapeSerializer};
use super::bytes;
use super::compound::Compound;
use crate::config::REDACTED;

/// How `serde_json` passes text through that is JSON already (`RawValue`).
const RAW_VALUE: &str = "$serde_json::private::RawValue";
/// How `serde_json` passes a number through whose digits it keeps (its feature `arbitrary_precision`).
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Whether the one field of a struct of this name holds JSON text.
pub(super) fn holds_text(name: &str) -> bool {
    name == RAW_VALUE || name == NUMBER
}

impl<'a, 'c> Serializer for &'a mut TapeSerializer<'c> {
    type Ok = ();
    type Error = Stop;
    type SerializeSeq = Compound<'a, 'c>;
    type SerializeTuple = Compound<'a, 'c>;
    type SerializeTupleStruct = Compound<'a, 'c>;
    type SerializeTupleVariant = Compound<'a, 'c>;
    type SerializeMap = Compound<'a, 'c>;
    type SerializeStruct = Compound<'a, 'c>;
    type SerializeStructVariant = Compound<'a, 'c>;

    fn serialize_bool(self, value: bool) -> Result<(), Stop> {
        self.put_bool(value)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Stop> {
        self.put_i64(value)
    }

    fn serialize_i128(self, value: i128) -> Result<(), Stop> {
        match i64::try_from(value) {
            Ok(value) => self.serialize_i64(value),
            Err(_) => match u64::try_from(value) {
                Ok(value) => self.serialize_u64(value),
                // A float would lose digits.
                Err(_) => self.put_text(&value.to_string()),
            },
        }
    }

    fn serialize_u8(self, value: u8) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Stop> {
        self.put_i64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Stop> {
        self.put_u64(value)
    }

    fn serialize_u128(self, value: u128) -> Result<(), Stop> {
        match u64::try_from(value) {
            Ok(value) => self.serialize_u64(value),
            Err(_) => self.put_text(&value.to_string()),
        }
    }

    fn serialize_f32(self, value: f32) -> Result<(), Stop> {
        // By way of the shortest text, so that 0.1 does not become 0.10000000149011612.
        self.serialize_f64(value.to_string().parse().unwrap_or_else(|_| f64::from(value)))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Stop> {
        self.put_f64(value)
    }

    fn serialize_char(self, value: char) -> Result<(), Stop> {
        self.put_text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Stop> {
        self.put_text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Stop> {
        let text = if self.is_whole_value() { bytes::text(value) } else { None };
        // Whoever puts the pieces of a body together needs the halves of a character.
        if text.is_some() && std::str::from_utf8(value).is_err() {
            return self.collect_seq(value);
        }
        self.put_text(&text.unwrap_or_else(|| bytes::base64(value)))
    }

    fn serialize_none(self) -> Result<(), Stop> {
        self.put_null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Stop> {
        self.value(value)
    }

    fn serialize_unit(self) -> Result<(), Stop> {
        self.put_null()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Stop> {
        self.put_null()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), Stop> {
        self.put_text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        if self.is_secret_type(name) { self.put_static(REDACTED) } else { self.value(value) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Stop> {
        if self.open_object(Some(1))? {
            self.field(variant, value)?;
            self.close();
        }
        Ok(())
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Compound<'a, 'c>, Stop> {
        Compound::list(self, len)
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'a, 'c>, Stop> {
        Compound::list(self, Some(len))
    }

    fn serialize_tuple_struct(self, name: &'static str, len: usize) -> Result<Compound<'a, 'c>, Stop> {
        if self.is_secret_type(name) {
            return Compound::redacted(self);
        }
        Compound::list(self, Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'a, 'c>, Stop> {
        Compound::variant(self, variant, |builder| builder.open_list(Some(len)))
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Compound<'a, 'c>, Stop> {
        Compound::object(self, len)
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Compound<'a, 'c>, Stop> {
        if holds_text(name) {
            return Ok(Compound::verbatim(self));
        }
        if self.is_secret_type(name) {
            return Compound::secret(self, len);
        }
        Compound::object(self, Some(len))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'a, 'c>, Stop> {
        Compound::variant(self, variant, |builder| builder.open_object(Some(len)))
    }
}
