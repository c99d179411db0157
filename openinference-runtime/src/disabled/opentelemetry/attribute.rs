use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

macro_rules! texts {
    ($($name:ident)*) => {$(
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&'static str> for $name {
            fn from(text: &'static str) -> Self {
                Self(Cow::Borrowed(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Cow::Owned(text))
            }
        }

        impl From<Arc<str>> for $name {
            fn from(text: Arc<str>) -> Self {
                Self(Cow::Owned(text.as_ref().to_owned()))
            }
        }

        impl From<Cow<'static, str>> for $name {
            fn from(text: Cow<'static, str>) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0.into_owned()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

texts!(Key StringValue);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Cow<'static, str>);

impl Key {
    pub fn new(key: impl Into<Self>) -> Self {
        key.into()
    }

    pub const fn from_static_str(key: &'static str) -> Self {
        Self(Cow::Borrowed(key))
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringValue(Cow<'static, str>);

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Array {
    Bool(Vec<bool>),
    I64(Vec<i64>),
    F64(Vec<f64>),
    String(Vec<StringValue>),
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    Bool(bool),
    I64(i64),
    F64(f64),
    String(StringValue),
    Array(Array),
}

impl Value {
    pub fn as_str(&self) -> Cow<'_, str> {
        match self {
            Self::String(text) => Cow::Borrowed(text.as_str()),
            other => Cow::Owned(other.to_string()),
        }
    }
}

macro_rules! conversions {
    ($($from:ty => $to:ident::$variant:ident;)*) => {$(
        impl From<$from> for $to {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

conversions! {
    Vec<bool> => Array::Bool;
    Vec<i64> => Array::I64;
    Vec<f64> => Array::F64;
    Vec<StringValue> => Array::String;
    bool => Value::Bool;
    i64 => Value::I64;
    f64 => Value::F64;
    StringValue => Value::String;
    &'static str => Value::String;
    String => Value::String;
    Arc<str> => Value::String;
    Cow<'static, str> => Value::String;
}

impl fmt::Display for Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(values) => f.debug_list().entries(values).finish(),
            Self::I64(values) => f.debug_list().entries(values).finish(),
            Self::F64(values) => f.debug_list().entries(values).finish(),
            Self::String(values) => f.debug_list().entries(values).finish(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::I64(value) => value.fmt(f),
            Self::F64(value) => value.fmt(f),
            Self::String(value) => value.fmt(f),
            Self::Array(value) => value.fmt(f),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct KeyValue {
    pub key: Key,
    pub value: Value,
}

impl KeyValue {
    pub fn new(key: impl Into<Key>, value: impl Into<Value>) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}
