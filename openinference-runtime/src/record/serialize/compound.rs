//! Lists, maps, structs and variants with content.

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::build::{Stop, TapeSerializer};
use crate::config::{REDACTED, is_content, is_value};
use crate::json::{JsonRef, Tape};

pub(super) struct Compound<'a, 'c> {
    builder: &'a mut TapeSerializer<'c>,
    content: Content,
    /// How many lists and objects to close: two for a variant, which is an object around its content.
    to_close: usize,
    kind: Kind,
}

/// What is to be looked at once more when it is complete.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Object,
    /// An object with a field that another one may name.
    WithValue,
    /// A list, which may be a name and its value.
    List,
    /// A struct that is named like a secret.
    Secret,
}

#[derive(Clone, Copy, PartialEq)]
enum Content {
    Wanted,
    /// The next value of a map belongs to a key that names a secret.
    NextIsSecret,
    /// Something else stands in its place already.
    Unwanted,
    /// The one field holds JSON text.
    Verbatim,
}

impl<'a, 'c> Compound<'a, 'c> {
    fn new(builder: &'a mut TapeSerializer<'c>, opened: usize, wanted: bool) -> Self {
        let content = if wanted { Content::Wanted } else { Content::Unwanted };
        Self { builder, content, to_close: opened, kind: Kind::Object }
    }

    /// What stands for a value that is not looked at.
    pub(super) fn redacted(builder: &'a mut TapeSerializer<'c>) -> Result<Self, Stop> {
        builder.put_static(REDACTED)?;
        Ok(Self::new(builder, 0, false))
    }

    /// A struct that is named like a secret.
    pub(super) fn secret(builder: &'a mut TapeSerializer<'c>, len: usize) -> Result<Self, Stop> {
        Ok(Self { kind: Kind::Secret, ..Self::object(builder, Some(len))? })
    }

    pub(super) fn list(builder: &'a mut TapeSerializer<'c>, len: Option<usize>) -> Result<Self, Stop> {
        let opened = builder.open_list(len)?;
        Ok(Self { kind: Kind::List, ..Self::new(builder, opened.into(), opened) })
    }

    pub(super) fn object(builder: &'a mut TapeSerializer<'c>, len: Option<usize>) -> Result<Self, Stop> {
        let opened = builder.open_object(len)?;
        Ok(Self::new(builder, opened.into(), opened))
    }

    pub(super) fn verbatim(builder: &'a mut TapeSerializer<'c>) -> Self {
        Self { builder, content: Content::Verbatim, to_close: 0, kind: Kind::Object }
    }

    /// An object whose only field is named by the variant and holds what `open` opens.
    pub(super) fn variant(
        builder: &'a mut TapeSerializer<'c>,
        variant: &'static str,
        open: impl FnOnce(&mut TapeSerializer<'c>) -> Result<bool, Stop>,
    ) -> Result<Self, Stop> {
        if !builder.open_object(Some(1))? {
            return Ok(Self::new(builder, 0, false));
        }
        if builder.key(variant)? {
            builder.put_static(REDACTED)?;
            return Ok(Self::new(builder, 1, false));
        }
        let opened = open(builder)?;
        Ok(Self::new(builder, 1 + usize::from(opened), opened))
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        match self.content {
            Content::Unwanted => Ok(()),
            _ => self.builder.value(value),
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Stop> {
        match self.content {
            Content::Unwanted => Ok(()),
            Content::Verbatim => self.text(value),
            Content::Wanted | Content::NextIsSecret => {
                if self.kind == Kind::Secret && is_content(name) {
                    self.builder.key(name)?;
                    return self.builder.put_static(REDACTED);
                }
                if self.kind == Kind::Object && is_value(name) {
                    self.kind = Kind::WithValue;
                }
                self.builder.field(name, value)
            }
        }
    }

    /// A field that holds JSON text: what the text says goes through the same rules as everything else.
    fn text<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        let mut read = TapeSerializer::unbounded(self.builder.config);
        value.serialize(&mut read)?;
        let read = read.finish();
        match read.view() {
            JsonRef::String(text) => match Tape::parse(text) {
                Some(json) => self.builder.value(&json.view()),
                None => self.builder.put_text(text),
            },
            other => self.builder.value(&other),
        }
    }

    fn map_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Stop> {
        if self.content == Content::Unwanted {
            return Ok(());
        }
        let (is_secret, is_value) = self.builder.map_key(key)?;
        if is_value {
            self.kind = Kind::WithValue;
        }
        self.content = if is_secret { Content::NextIsSecret } else { Content::Wanted };
        Ok(())
    }

    fn map_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if self.content == Content::NextIsSecret {
            self.content = Content::Wanted;
            return self.builder.secret(value);
        }
        self.item(value)
    }

    fn close(self) {
        match self.kind {
            _ if self.to_close == 0 => {}
            Kind::WithValue => self.builder.redact_labelled(),
            Kind::List => self.builder.redact_pair(),
            Kind::Object | Kind::Secret => {}
        }
        for _ in 0..self.to_close {
            self.builder.close();
        }
    }
}

macro_rules! lists {
    ($($trait:ident::$method:ident)*) => {$(
        impl $trait for Compound<'_, '_> {
            type Ok = ();
            type Error = Stop;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
                self.item(value)
            }

            fn end(self) -> Result<(), Stop> {
                self.close();
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

macro_rules! structs {
    ($($trait:ident)*) => {$(
        impl $trait for Compound<'_, '_> {
            type Ok = ();
            type Error = Stop;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Stop> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Stop> {
                self.close();
                Ok(())
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = Stop;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Stop> {
        self.map_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        self.map_value(value)
    }

    fn end(self) -> Result<(), Stop> {
        self.close();
        Ok(())
    }
}
