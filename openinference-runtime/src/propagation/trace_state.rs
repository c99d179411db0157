//! Members of `tracestate` (W3C Trace Context 3.3 of both levels).

use std::collections::HashSet;
use std::sync::Arc;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, TraceId, TraceState};

/// Members of a list (3.3.1.1). A longer one is not taken, as the recommendation's own tests ask.
const MAX_MEMBERS: usize = 32;

const MAX_KEY: usize = 256;

const MAX_TEXT: usize = 256;

/// What came in, where OpenTelemetry's [`TraceState`] has no room for some of it: it knows the keys of the first level
/// only, with one `@` and at most 13 characters after it.
#[derive(Debug)]
struct Received {
    of: TraceId,
    members: Arc<[(String, String)]>,
}

/// The members of all lines, in their order. One that is none costs itself, of two with one key the first stands.
fn parse<'l>(lines: impl IntoIterator<Item = &'l str>) -> Vec<(&'l str, &'l str)> {
    let mut keys = HashSet::new();
    let members = lines.into_iter().flat_map(|line| line.split(',')).filter_map(|member| {
        let (key, value) = member.trim_matches([' ', '\t']).split_once('=')?;
        (is_key(key) && is_value(value)).then_some((key, value))
    });
    let members: Vec<_> = members.filter(|(key, _)| keys.insert(*key)).take(MAX_MEMBERS + 1).collect();
    if members.len() > MAX_MEMBERS { Vec::new() } else { members }
}

/// A key of the second level, which has those of the first (3.3.1.3.1).
fn is_key(key: &str) -> bool {
    let inner = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'*' | b'/' | b'@');
    key.len() <= MAX_KEY
        && key.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && key.bytes().all(inner)
}

/// A value of both levels (3.3.1.3.2): printable characters without comma and equals sign, the last of which is no blank.
fn is_value(value: &str) -> bool {
    let inner = |byte: u8| matches!(byte, b' '..=b'~') && byte != b',' && byte != b'=';
    !value.is_empty() && value.len() <= MAX_TEXT && !value.ends_with(' ') && value.bytes().all(inner)
}

/// The members of `lines` as OpenTelemetry holds them, and with the rest in `cx`.
pub(super) fn extract<'l>(
    cx: &Context,
    of: TraceId,
    lines: impl IntoIterator<Item = &'l str>,
) -> (Context, TraceState) {
    let members = parse(lines);
    let held: Vec<_> = members.iter().copied().filter(|(key, value)| can_hold(key, value)).collect();
    let state = TraceState::from_key_value(held.iter().copied()).unwrap_or_default();
    if held.len() == members.len() {
        return (cx.clone(), state);
    }
    let members = members.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    (cx.with_value(Received { of, members }), state)
}

fn can_hold(key: &str, value: &str) -> bool {
    TraceState::from_key_value([(key, value)]).is_ok()
}

/// The header that goes out with `span`: what has been added or changed on the way, then what came in.
pub(super) fn header(cx: &Context, span: &SpanContext) -> String {
    let state = span.trace_state();
    let Some(received) = cx.get::<Received>().filter(|received| received.of == span.trace_id()) else {
        return state.header();
    };
    let here = |key: &str, value: &str| state.get(key) == Some(value);
    let came = |key: &str, value: &str| received.members.iter().any(|(k, v)| k == key && v == value);
    let added = state.into_iter().filter(|(key, value)| !came(key, value));
    let kept = received.members.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let kept = kept.filter(|(key, value)| here(key, value) || !can_hold(key, value));
    let members: Vec<_> =
        added.chain(kept).take(MAX_MEMBERS).map(|(key, value)| format!("{key}={value}")).collect();
    members.join(",")
}

#[cfg(test)]
mod tests {
    use opentelemetry::Context;
    use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

    use super::{extract, header, parse};

    fn span(of: u128, state: TraceState) -> SpanContext {
        SpanContext::new(TraceId::from(of), SpanId::from(1), TraceFlags::SAMPLED, true, state)
    }

    fn through(lines: &[&str], on_the_way: impl FnOnce(TraceState) -> TraceState) -> String {
        let (cx, state) = extract(&Context::new(), TraceId::from(7), lines.iter().copied());
        header(&cx, &span(7, on_the_way(state)))
    }

    #[test]
    fn members_of_all_lines_are_one_list_in_their_order() {
        assert_eq!(
            through(&["foo=1,bar=2", "", "rojo=1 \t,\t congo=2", " baz=3"], |state| state),
            "foo=1,bar=2,rojo=1,congo=2,baz=3"
        );
    }

    #[test]
    fn keys_of_both_levels_go_out_as_they_came() {
        let (longest, tenant) = ("z".repeat(256), format!("{}@{}", "t".repeat(241), "v".repeat(14)));
        for key in ["foo", "0foo", "a_-*/", "foo@bar", "foo@bar@baz", "foo@@bar", "foo@", &longest, &tenant] {
            let line = format!("first=1,{key}=2,last=3");
            assert_eq!(through(&[&line], |state| state), line, "{key}");
        }
    }

    #[test]
    fn a_member_that_is_none_costs_itself() {
        let (key, value) = (format!("{}=1", "z".repeat(257)), format!("z={}", "1".repeat(257)));
        for bad in [
            "foo =1",
            "FOO=1",
            "foo.bar=1",
            "@foo=1",
            "_foo=1",
            "=1",
            "foo",
            "foo=",
            "foo=a=b",
            "foo=\u{7f}",
            "foo=\r\nx: y",
            "foo=ü",
            &key,
            &value,
        ] {
            assert_eq!(
                through(&[&format!("first=1,{bad},last=3")], |state| state),
                "first=1,last=3",
                "{bad:?}"
            );
        }
    }

    #[test]
    fn values_keep_every_character_that_they_may_have() {
        let all: String = (b' '..=b'~').filter(|byte| !b",=".contains(byte)).map(char::from).collect();
        let line = format!("foo={all}");
        assert_eq!(through(&[&line], |state| state), line);
    }

    #[test]
    fn thirty_two_members_survive_and_one_more_is_no_list() {
        let members: Vec<_> = (1..=33).map(|n| format!("bar{n:02}={n:02}")).collect();
        let of = |members: &[String]| {
            through(&[&members[..10].join(","), &members[10..].join(",")], |state| state)
        };
        assert_eq!(of(&members[..32]), members[..32].join(","));
        assert_eq!(of(&members), "");
    }

    #[test]
    fn of_two_members_with_one_key_the_first_stands() {
        assert_eq!(parse(["foo=1,foo=2", "foo=3"]), [("foo", "1")]);
    }

    #[test]
    fn what_is_changed_on_the_way_comes_first_and_what_is_taken_out_is_gone() {
        let lines = ["foo=1,two@at@signs=2,bar=3"];
        let changed = through(&lines, |state| state.insert("bar", "4").unwrap_or_default());
        assert_eq!(changed, "bar=4,foo=1,two@at@signs=2");
        let taken_out = through(&lines, |state| state.delete("foo").unwrap_or_default());
        assert_eq!(taken_out, "two@at@signs=2,bar=3");
    }

    #[test]
    fn another_trace_begun_on_the_way_has_nothing_of_it() {
        let (cx, _) = extract(&Context::new(), TraceId::from(7), ["two@at@signs=2"]);
        assert_eq!(header(&cx, &span(8, TraceState::NONE)), "");
    }
}
