//! The propagator of W3C Baggage.

use std::fmt::Write as _;
use std::sync::LazyLock;

use opentelemetry::Context;
use opentelemetry::baggage::{BaggageExt as _, KeyValueMetadata};
use opentelemetry::propagation::text_map_propagator::FieldIter;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::MAX_VALUE;
use crate::context;

const BAGGAGE: &str = "baggage";

/// What a value does not contain as it is. The equals sign may, but the SDK's propagator cuts a value there.
const VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'%').add(b',').add(b';').add(b'=').add(b'\\');

/// What properties do not contain: they go out as they came, but never make a member or a line.
const PROPERTIES: &AsciiSet = &CONTROLS.add(b',');

/// Baggage as [W3C Baggage](https://www.w3.org/TR/baggage/) has it.
///
/// Unlike the SDK's it reads every line, splits a member at its first `=`, leaves properties as they came, and writes a
/// percent sign so that it comes back. `init()` sets it.
///
/// An entry that is [named like a secret](crate::config::TraceConfig::is_secret_parameter) does not go out: baggage reaches
/// everybody down the line. A member that is none costs itself. What does not fit into [`MAX_VALUE`] bytes does not go out.
#[derive(Clone, Copy, Debug, Default)]
pub struct BaggagePropagator(());

impl BaggagePropagator {
    /// A new one.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl TextMapPropagator for BaggagePropagator {
    fn inject_context(&self, cx: &Context, injector: &mut dyn Injector) {
        if cx.baggage().is_empty() {
            return;
        }
        let config = context::trace_config(cx);
        let mut members: Vec<_> = cx
            .baggage()
            .iter()
            .filter(|(key, _)| !config.is_secret_parameter(key.as_str()))
            .map(|(key, (value, properties))| member(key.as_str(), value.as_str(), properties.as_str()))
            .collect();
        members.sort_unstable();
        let mut header = String::new();
        for member in members {
            let comma = if header.is_empty() { "" } else { "," };
            if header.len() + comma.len() + member.len() <= MAX_VALUE {
                header.push_str(comma);
                header.push_str(&member);
            }
        }
        if !header.is_empty() {
            injector.set(BAGGAGE, header);
        }
    }

    fn extract_with_context(&self, cx: &Context, extractor: &dyn Extractor) -> Context {
        match extractor.get_all(BAGGAGE) {
            Some(lines) => cx.with_baggage(
                lines.iter().flat_map(|line| line.split(',')).filter_map(parse).collect::<Vec<_>>(),
            ),
            None => cx.clone(),
        }
    }

    fn fields(&self) -> FieldIter<'_> {
        static FIELDS: LazyLock<[String; 1]> = LazyLock::new(|| [BAGGAGE.to_owned()]);
        FieldIter::new(&*FIELDS)
    }
}

/// The key is a token, which OpenTelemetry holds it to.
fn member(key: &str, value: &str, properties: &str) -> String {
    let mut member = format!("{key}={}", utf8_percent_encode(value, VALUE));
    if !properties.is_empty() {
        let _ = write!(member, ";{}", utf8_percent_encode(properties, PROPERTIES));
    }
    member
}

fn parse(member: &str) -> Option<KeyValueMetadata> {
    if member.contains(|character: char| character.is_control() && character != '\t') {
        return None;
    }
    let (pair, properties) = member.split_once(';').unwrap_or((member, ""));
    let (key, value) = pair.split_once('=')?;
    // Octets that are no UTF-8 are replaced (3.3.1.3).
    let value = percent_decode_str(value.trim()).decode_utf8_lossy().into_owned();
    Some(KeyValueMetadata::new(key.trim().to_owned(), value, properties.trim()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use opentelemetry::Context;
    use opentelemetry::baggage::{BaggageExt as _, KeyValueMetadata};
    use opentelemetry::propagation::{Extractor, TextMapPropagator as _};

    use super::{BAGGAGE, BaggagePropagator, MAX_VALUE};

    struct Lines<'l>(&'l [&'l str]);

    impl Extractor for Lines<'_> {
        fn get(&self, key: &str) -> Option<&str> {
            self.get_all(key)?.first().copied()
        }

        fn keys(&self) -> Vec<&str> {
            vec![BAGGAGE]
        }

        fn get_all(&self, key: &str) -> Option<Vec<&str>> {
            (key == BAGGAGE).then(|| self.0.to_vec())
        }
    }

    fn extract(lines: &[&str]) -> Context {
        BaggagePropagator::new().extract_with_context(&Context::new(), &Lines(lines))
    }

    fn inject(cx: &Context) -> String {
        let mut headers = HashMap::new();
        BaggagePropagator::new().inject_context(cx, &mut headers);
        headers.remove(BAGGAGE).unwrap_or_default()
    }

    #[test]
    fn members_of_all_lines_are_one_list() {
        assert_eq!(inject(&extract(&["a=1", "", "c = 3 , b=2"])), "a=1,b=2,c=3");
    }

    #[test]
    fn a_member_is_split_at_its_first_equals_sign() {
        let cx = extract(&["pair=abc==,x=a=b"]);
        assert_eq!(cx.baggage().get("pair").map(ToString::to_string).as_deref(), Some("abc=="));
        assert_eq!(cx.baggage().get("x").map(ToString::to_string).as_deref(), Some("a=b"));
        assert_eq!(inject(&cx), "pair=abc%3D%3D,x=a%3Db");
    }

    #[test]
    fn properties_go_out_as_they_came() {
        for member in ["a=1;p=x%0D%0Aadmin:%20true", "a=1;p=x%2Cadmin%3Dtrue", "a=1;p;q = \"x\" ; r=%41"] {
            assert_eq!(inject(&extract(&[member])), member);
        }
    }

    #[test]
    fn values_come_back_whatever_is_in_them() {
        for value in ["", "100 %41; ü, a=b\\c\"d\"", "line\r\nbreak", "a,admin=true"] {
            let cx = Context::new().with_baggage([KeyValueMetadata::new("k", value, "")]);
            let header = inject(&cx);
            assert!(header.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b','), "{header}");
            assert_eq!(
                extract(&[&header]).baggage().get("k").map(ToString::to_string).as_deref(),
                Some(value)
            );
        }
    }

    #[test]
    fn a_property_of_the_program_makes_no_member_and_no_line() {
        let cx = Context::new().with_baggage([KeyValueMetadata::new("k", "v", "p=a,admin=true\r\nx: y")]);
        assert_eq!(inject(&cx), "k=v;p=a%2Cadmin=true%0D%0Ax: y");
    }

    #[test]
    fn a_member_that_is_none_costs_itself() {
        for bad in ["novalue", "=1", "b@d=1", "a b=1", "k=1\r\nx: y", "k=1;p=\nq", "ü=1", ";p=1"] {
            assert_eq!(inject(&extract(&[&format!("first=1,{bad},last=2")])), "first=1,last=2", "{bad:?}");
        }
        assert_eq!(inject(&extract(&["first=1,bad=%ff%41,last=2"])), "bad=%EF%BF%BDA,first=1,last=2");
    }

    #[test]
    fn what_is_named_like_a_secret_does_not_go_out() {
        assert_eq!(inject(&extract(&["tenant=7,api_key=hunter2,my.Token=hunter2"])), "tenant=7");
    }

    #[test]
    fn what_does_not_fit_does_not_go_out() {
        // Each of them becomes three.
        let cx = Context::new().with_baggage([
            KeyValueMetadata::new("long", "=".repeat(MAX_VALUE / 2), ""),
            KeyValueMetadata::new("short", "1", ""),
        ]);
        assert_eq!(inject(&cx), "short=1");
    }
}
