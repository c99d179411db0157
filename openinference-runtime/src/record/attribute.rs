//! Values of attributes whose type the conventions fix: what is taken for each, and the compiler's message
//! for what is not.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::opentelemetry::{Array, StringValue, Value};
use serde::Serialize;

use super::to_json;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::semconv::{LlmProvider, LlmSystem, MimeType};

/// The types that the conventions give to attributes, as markers.
pub mod ty {
    macro_rules! markers {
        ($($(#[$doc:meta])* $name:ident)*) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub enum $name {}
        )*};
    }

    markers! {
        /// Text.
        String
        /// A 64-bit integer.
        Integer
        /// A 64-bit float.
        Float
        /// An integer or a float.
        Number
        /// True or false.
        Boolean
        /// A JSON document, written as text.
        Json
        /// A list of texts.
        StringList
        /// A list of floats.
        FloatList
        /// Text or an integer.
        StringOrInteger
        /// A key outside the conventions: any attribute type.
        Any
    }
}

/// A value that may stand for an attribute of the type `Type`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for an attribute of type {Type}",
    label = "expected {Type}",
    note = "the OpenInference conventions fix the type of this attribute; convert the value, or use a key outside their namespaces"
)]
pub trait AttributeValue<Type> {
    /// The attribute's value; `None` writes no attribute.
    fn attribute_value(&self, config: &TraceConfig) -> Option<Value>;
}

// None of the impls is recommended: lists of them would drown the message, which says what to do.
macro_rules! through_pointers {
    ($($type:ident)*) => {$(
        through_pointers!(@ $type: &T, &mut T, Box<T>, Rc<T>, Arc<T>);

        #[diagnostic::do_not_recommend]
        impl<T: AttributeValue<ty::$type>> AttributeValue<ty::$type> for Option<T> {
            fn attribute_value(&self, config: &TraceConfig) -> Option<Value> {
                self.as_ref()?.attribute_value(config)
            }
        }
    )*};
    (@ $type:ident: $($pointer:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: AttributeValue<ty::$type> + ?Sized> AttributeValue<ty::$type> for $pointer {
            fn attribute_value(&self, config: &TraceConfig) -> Option<Value> {
                (**self).attribute_value(config)
            }
        }
    )*};
}

through_pointers!(String Integer Float Number Boolean StringList FloatList StringOrInteger Any);

macro_rules! values {
    ($($type:ident { $($from:ty = |$value:ident| $make:expr;)* })*) => {$($(
        #[diagnostic::do_not_recommend]
        impl AttributeValue<ty::$type> for $from {
            fn attribute_value(&self, _: &TraceConfig) -> Option<Value> {
                let $value = self;
                Some($make)
            }
        }
    )*)*};
}

fn text(value: &str) -> Value {
    Value::String(StringValue::from(value.to_owned()))
}

/// Integers beyond 64 bits with sign are kept as text rather than wrapped.
fn integer(value: impl TryInto<i64> + ToString + Copy) -> Value {
    value.try_into().map_or_else(|_| Value::String(value.to_string().into()), Value::I64)
}

fn texts<T: AsRef<str>>(values: &[T]) -> Value {
    Value::Array(Array::String(
        values.iter().map(|value| StringValue::from(value.as_ref().to_owned())).collect(),
    ))
}

fn floats<T: Copy + Into<f64>>(values: &[T]) -> Value {
    Value::Array(Array::F64(values.iter().map(|value| (*value).into()).collect()))
}

values! {
    String {
        str = |value| text(value);
        String = |value| text(value);
        Cow<'_, str> = |value| text(value);
        char = |value| Value::String(value.to_string().into());
        StringValue = |value| Value::String(value.clone());
        LlmProvider = |value| Value::String(value.as_str().into());
        LlmSystem = |value| Value::String(value.as_str().into());
        MimeType = |value| Value::String(value.as_str().into());
    }
    StringOrInteger {
        str = |value| text(value);
        String = |value| text(value);
        Cow<'_, str> = |value| text(value);
        StringValue = |value| Value::String(value.clone());
    }
    Boolean {
        bool = |value| Value::Bool(*value);
    }
    Float {
        f32 = |value| Value::F64(f64::from(*value));
        f64 = |value| Value::F64(*value);
    }
    Number {
        f32 = |value| Value::F64(f64::from(*value));
        f64 = |value| Value::F64(*value);
    }
    Any {
        str = |value| text(value);
        String = |value| text(value);
        Cow<'_, str> = |value| text(value);
        char = |value| Value::String(value.to_string().into());
        StringValue = |value| Value::String(value.clone());
        Value = |value| value.clone();
        bool = |value| Value::Bool(*value);
        f32 = |value| Value::F64(f64::from(*value));
        f64 = |value| Value::F64(*value);
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        values! {
            Integer { $integer = |value| integer(*value); }
            Number { $integer = |value| integer(*value); }
            StringOrInteger { $integer = |value| integer(*value); }
            Any { $integer = |value| integer(*value); }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! lists {
    ($($type:ident: [$($bound:tt)*] $make:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: $($bound)*> AttributeValue<ty::$type> for [T] {
            fn attribute_value(&self, _: &TraceConfig) -> Option<Value> {
                Some($make(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $($bound)*> AttributeValue<ty::$type> for Vec<T> {
            fn attribute_value(&self, _: &TraceConfig) -> Option<Value> {
                Some($make(self))
            }
        }

        #[diagnostic::do_not_recommend]
        impl<T: $($bound)*, const N: usize> AttributeValue<ty::$type> for [T; N] {
            fn attribute_value(&self, _: &TraceConfig) -> Option<Value> {
                Some($make(self))
            }
        }
    )*};
}

lists! {
    StringList: [AsRef<str>] texts;
    FloatList: [Copy + Into<f64>] floats;
    Any: [AnyItem] any_list;
}

/// What a list outside the conventions may hold.
pub trait AnyItem: Sized {
    /// The list as an attribute value.
    fn list(items: &[Self]) -> Array;
}

fn any_list<T: AnyItem>(items: &[T]) -> Value {
    Value::Array(T::list(items))
}

macro_rules! any_items {
    ($($item:ty = |$value:ident| $make:expr => $array:ident;)*) => {$(
        impl AnyItem for $item {
            fn list(items: &[Self]) -> Array {
                Array::$array(items.iter().map(|$value| $make).collect())
            }
        }
    )*};
}

any_items! {
    String = |value| StringValue::from(value.clone()) => String;
    &str = |value| StringValue::from((*value).to_owned()) => String;
    bool = |value| *value => Bool;
    i32 = |value| i64::from(*value) => I64;
    i64 = |value| *value => I64;
    u32 = |value| i64::from(*value) => I64;
    f32 = |value| f64::from(*value) => F64;
    f64 = |value| *value => F64;
}

/// Anything that serialises; text that is a JSON object or array already is taken as it stands.
#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> AttributeValue<ty::Json> for T {
    fn attribute_value(&self, config: &TraceConfig) -> Option<Value> {
        json_attribute(to_json(self, config).ok()?, config)
    }
}

pub(crate) fn json_attribute(json: Json, config: &TraceConfig) -> Option<Value> {
    let json = match json {
        Json::Null => return None,
        Json::String(text) => match Json::parse(&text) {
            Some(parsed @ (Json::Object(_) | Json::Array(_))) => parsed,
            _ => Json::String(text),
        },
        other => other,
    };
    Some(Value::String(json.write(config.value_length_limit()).into()))
}
