//! Keys that the conventions do not have, or not there.

use super::checked_span::CheckedSpan;
use super::rule::Rule;
use crate::semconv::{Place, lookup};

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    for key in span.node.attributes.keys() {
        match lookup::attribute(key) {
            Some(row) if row.key == key => match row.place {
                Place::Item => {
                    let message = format!(
                        "`{key}` belongs to an item: it stands behind the prefix and index of a list"
                    );
                    span.report(Rule::MisplacedKey, Some(key), message);
                }
                Place::Event => {
                    let message = format!("`{key}` belongs to the event `exception`");
                    span.report(Rule::MisplacedKey, Some(key), message);
                }
                Place::Resource => {
                    span.report(Rule::MisplacedKey, Some(key), format!("`{key}` belongs to the resource"));
                }
                _ => {}
            },
            Some(_) => {}
            None if lookup::is_reserved(key) && lookup::open_detail(key).is_none() => {
                let message = match lookup::correction(key) {
                    Some(near) => format!("`{key}` is no key of the conventions: did you mean `{near}`?"),
                    None => format!("`{key}` is no key of the conventions, and its namespace is theirs"),
                };
                span.report(Rule::UnknownKey, Some(key), message);
            }
            None => {}
        }
    }
    for key in &span.node.recorded.repeated_keys {
        span.report(Rule::RepeatedKey, Some(key), format!("`{key}` was written more than once"));
    }
}
