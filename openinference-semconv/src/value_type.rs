//! What an attribute's value is.

use core::fmt;

/// The type that the specification gives to an attribute (`spec/semantic_conventions.md`, Reserved Attributes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// A string.
    String,
    /// A signed 64-bit integer.
    Integer,
    /// A 64-bit float.
    Float,
    /// An integer or a float.
    Number,
    /// A boolean.
    Boolean,
    /// A string that holds one JSON document.
    Json,
    /// A native list of strings.
    StringList,
    /// A native list of floats.
    FloatList,
    /// A list of objects: never a value itself, flattened as `<key>.<index>.<attribute of the item>`.
    ObjectList,
    /// One object: never a value itself, flattened as `<key>.<attribute of the object>`.
    Object,
    /// A string or an integer.
    StringOrInteger,
    /// Not a value: other keys begin with this one and a dot.
    Prefix,
}

impl ValueType {
    /// How documentation and diagnostics call the type: `"integer"`, `"JSON string"`, `"list of objects"` …
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::Number => "integer or float",
            Self::Boolean => "boolean",
            Self::Json => "JSON string",
            Self::StringList => "list of strings",
            Self::FloatList => "list of floats",
            Self::ObjectList => "list of objects",
            Self::Object => "object",
            Self::StringOrInteger => "string or integer",
            Self::Prefix => "prefix of other keys",
        }
    }

    /// Whether an attribute of this type is written as one value. `false` for what has to be flattened first
    /// (`spec/semantic_conventions.md`, the notes below Reserved Attributes).
    #[must_use]
    pub const fn is_value(self) -> bool {
        !matches!(self, Self::ObjectList | Self::Object | Self::Prefix)
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.description())
    }
}
