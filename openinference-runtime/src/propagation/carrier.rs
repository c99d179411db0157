//! What trace context is written to and read from.

use std::collections::BTreeMap;

use crate::opentelemetry::propagation::{Extractor, Injector};
use serde_json::{Map, Value};

/// Something that a trace is written to before it leaves the process.
///
/// Implemented for every OpenTelemetry [`Injector`], which is what to implement for a map of one's own. `Way` only
/// tells the implementations apart.
#[diagnostic::on_unimplemented(
    message = "trace context cannot be written to `{Self}`",
    label = "expected a map of strings, or headers of a protocol whose feature is enabled",
    note = "implement opentelemetry::propagation::Injector for a map of your own"
)]
pub trait InjectCarrier<Way> {
    /// Sets one value, in place of any that is there.
    fn put(&mut self, key: &str, value: String);
}

/// Something that a trace is read from when it comes into the process.
///
/// Implemented for every OpenTelemetry [`Extractor`], which is what to implement for a map of one's own. `Way` only
/// tells the implementations apart.
#[diagnostic::on_unimplemented(
    message = "trace context cannot be read from `{Self}`",
    label = "expected a map of strings, or headers of a protocol whose feature is enabled",
    note = "implement opentelemetry::propagation::Extractor for a map of your own"
)]
pub trait ExtractCarrier<Way> {
    /// The value of a key, whose case does not matter; the first of several.
    fn value(&self, key: &str) -> Option<&str>;

    /// All keys.
    fn names(&self) -> Vec<&str>;

    /// All lines of a key in their order, where a carrier may have several; one that is no text is an empty one.
    fn lines(&self, key: &str) -> Vec<&str> {
        self.value(key).into_iter().collect()
    }
}

/// Kinds of carriers.
pub mod way {
    /// Implements OpenTelemetry's traits.
    #[derive(Debug)]
    pub enum ByOpenTelemetry {}
    /// A map of strings.
    #[derive(Debug)]
    pub enum ByMap {}
    /// A list of pairs.
    #[derive(Debug)]
    pub enum ByPairs {}
    /// A JSON object.
    #[derive(Debug)]
    pub enum ByJson {}
    /// An A2A message.
    #[derive(Debug)]
    pub enum ByA2a {}
    /// Marker: the `Option` implementations.
    #[derive(Debug)]
    pub struct OptionalCarrier<Way>(std::marker::PhantomData<Way>);
    /// Headers of HTTP.
    #[derive(Debug)]
    pub enum ByHttp {}
    /// Headers of NATS.
    #[derive(Debug)]
    pub enum ByNats {}
    /// `_meta` of the Model Context Protocol.
    #[derive(Debug)]
    pub enum ByMcp {}
    /// `_meta` in the parameters of a request.
    #[derive(Debug)]
    pub enum ByMcpParams {}
    /// `_meta` in a whole message.
    #[derive(Debug)]
    pub enum ByMcpMessage {}
}

impl<T: Injector> InjectCarrier<way::ByOpenTelemetry> for T {
    fn put(&mut self, key: &str, value: String) {
        self.set(key, value);
    }
}

impl<T: Extractor> ExtractCarrier<way::ByOpenTelemetry> for T {
    fn value(&self, key: &str) -> Option<&str> {
        self.get(key)
    }

    fn names(&self) -> Vec<&str> {
        self.keys()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.get_all(key).unwrap_or_default()
    }
}

impl InjectCarrier<way::ByMap> for BTreeMap<String, String> {
    fn put(&mut self, key: &str, value: String) {
        self.insert(key.to_owned(), value);
    }
}

impl ExtractCarrier<way::ByMap> for BTreeMap<String, String> {
    fn value(&self, key: &str) -> Option<&str> {
        either_case(key, |key| self.get(key), self.iter()).map(String::as_str)
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        in_any_case(key, self).into_iter().map(String::as_str).collect()
    }
}

impl InjectCarrier<way::ByPairs> for Vec<(String, String)> {
    fn put(&mut self, key: &str, value: String) {
        match self.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
            Some((_, known)) => *known = value,
            None => self.push((key.to_owned(), value)),
        }
    }
}

impl ExtractCarrier<way::ByPairs> for Vec<(String, String)> {
    fn value(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }

    fn names(&self) -> Vec<&str> {
        self.iter().map(|(key, _)| key.as_str()).collect()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        in_any_case(key, self.iter().map(|(key, value)| (key, value)))
            .into_iter()
            .map(String::as_str)
            .collect()
    }
}

impl InjectCarrier<way::ByJson> for Map<String, Value> {
    fn put(&mut self, key: &str, value: String) {
        self.insert(key.to_owned(), Value::String(value));
    }
}

impl ExtractCarrier<way::ByJson> for Map<String, Value> {
    fn value(&self, key: &str) -> Option<&str> {
        either_case(key, |key| self.get(key), self.iter())?.as_str()
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(String::as_str).collect()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        in_any_case(key, self).into_iter().filter_map(Value::as_str).collect()
    }
}

/// Writes to an object, and makes one of `null`; any other value is left alone.
impl InjectCarrier<way::ByJson> for Value {
    fn put(&mut self, key: &str, value: String) {
        if self.is_null() {
            *self = Self::Object(Map::new());
        }
        if let Self::Object(object) = self {
            object.put(key, value);
        }
    }
}

impl ExtractCarrier<way::ByJson> for Value {
    fn value(&self, key: &str) -> Option<&str> {
        self.as_object()?.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.as_object().map(ExtractCarrier::names).unwrap_or_default()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.as_object().map(|object| object.lines(key)).unwrap_or_default()
    }
}

/// Makes the carrier where there is none.
impl<C: InjectCarrier<Way> + Default, Way> InjectCarrier<way::OptionalCarrier<Way>> for Option<C> {
    fn put(&mut self, key: &str, value: String) {
        self.get_or_insert_default().put(key, value);
    }
}

impl<C: ExtractCarrier<Way>, Way> ExtractCarrier<way::OptionalCarrier<Way>> for Option<C> {
    fn value(&self, key: &str) -> Option<&str> {
        self.as_ref()?.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.as_ref().map(ExtractCarrier::names).unwrap_or_default()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.as_ref().map(|carrier| carrier.lines(key)).unwrap_or_default()
    }
}

/// The value of a key as it is written or, slower, in another case.
fn either_case<'a, K: AsRef<str> + 'a + ?Sized, V: 'a + ?Sized>(
    key: &str,
    exact: impl FnOnce(&str) -> Option<&'a V>,
    all: impl IntoIterator<Item = (&'a K, &'a V)>,
) -> Option<&'a V> {
    exact(key).or_else(|| {
        all.into_iter().find(|(known, _)| known.as_ref().eq_ignore_ascii_case(key)).map(|(_, value)| value)
    })
}

/// All values of a key: a map may have it in two cases.
fn in_any_case<'a, K: AsRef<str> + 'a, V: 'a>(
    key: &str,
    all: impl IntoIterator<Item = (&'a K, &'a V)>,
) -> Vec<&'a V> {
    let of_key = all.into_iter().filter(|(known, _)| known.as_ref().eq_ignore_ascii_case(key));
    of_key.map(|(_, value)| value).collect()
}

/// A carrier as propagators know it.
pub(super) struct Writer<'c, C: ?Sized, Way> {
    carrier: &'c mut C,
    way: std::marker::PhantomData<Way>,
}

impl<'c, C: ?Sized, Way> Writer<'c, C, Way> {
    pub(super) fn new(carrier: &'c mut C) -> Self {
        Self { carrier, way: std::marker::PhantomData }
    }
}

impl<C: InjectCarrier<Way> + ?Sized, Way> Injector for Writer<'_, C, Way> {
    fn set(&mut self, key: &str, value: String) {
        // An empty `tracestate` says nothing, and not every protocol can carry one. Nor is a line break a value of any: it
        // would begin another header.
        if !value.is_empty() && !value.contains(char::is_control) {
            self.carrier.put(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Injector as _, Writer};

    #[test]
    fn no_propagator_writes_a_line_break() {
        let mut carrier = BTreeMap::new();
        let mut writer = Writer::new(&mut carrier);
        writer.set("of", "x\r\nadmin: true".to_owned());
        writer.set("empty", String::new());
        writer.set("a", "x".to_owned());
        assert_eq!(carrier, BTreeMap::from([("a".to_owned(), "x".to_owned())]));
    }
}
