//! What holds for every row.

use std::collections::BTreeSet;

use openinference_semconv::attributes::ATTRIBUTES;
use openinference_semconv::lookup::{attribute, is_reserved};
use openinference_semconv::{Place, ValueType};

#[test]
fn no_key_and_no_name_stands_twice() {
    let keys: BTreeSet<_> = ATTRIBUTES.iter().map(|row| row.key).collect();
    let names: BTreeSet<_> = ATTRIBUTES.iter().map(|row| row.name).collect();
    assert_eq!((keys.len(), names.len()), (ATTRIBUTES.len(), ATTRIBUTES.len()));
}

#[test]
fn keys_are_lower_case_words_between_dots() {
    for row in ATTRIBUTES {
        let well_formed = row.key.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        });
        assert!(well_formed, "{}", row.key);
    }
}

#[test]
fn every_row_says_what_it_is_in_whole_sentences() {
    for row in ATTRIBUTES {
        assert!(row.doc.ends_with('.') || row.doc.ends_with('…'), "{}: {}", row.key, row.doc);
        assert!(row.doc.chars().next().is_some_and(char::is_uppercase), "{}: {}", row.key, row.doc);
        assert!(!row.doc.contains("]("), "no links, for diagnostics show it: {}", row.key);
    }
}

#[test]
fn token_counts_are_integers_in_tokens_and_costs_are_floats_in_usd() {
    for row in ATTRIBUTES {
        let expected = if row.key.contains(".token_count.") {
            Some(("tokens", ValueType::Integer))
        } else if row.key.starts_with("llm.cost") {
            Some(("USD", ValueType::Float))
        } else {
            None
        };
        assert_eq!(row.unit, expected.map(|(unit, _)| unit), "{}", row.key);
        if let Some((_, value_type)) = expected {
            assert!([value_type, ValueType::Prefix].contains(&row.value_type), "{}", row.key);
        }
    }
}

#[test]
fn a_prefix_is_what_other_keys_begin_with() {
    for row in ATTRIBUTES {
        let prefix = format!("{}.", row.key);
        let begins_others = ATTRIBUTES.iter().any(|other| other.key.starts_with(&prefix));
        assert_eq!(row.value_type == ValueType::Prefix, begins_others, "{}", row.key);
    }
}

#[test]
fn every_row_is_found_by_its_key_and_reserved() {
    for row in ATTRIBUTES {
        assert_eq!(attribute(row.key), Some(row));
        assert!(is_reserved(row.key), "{}", row.key);
    }
}

#[test]
fn every_list_and_object_takes_items() {
    for holder in ATTRIBUTES.iter().filter(|row| !row.value_type.is_value()) {
        let prefix = match holder.value_type {
            ValueType::ObjectList => format!("{}.0", holder.key),
            ValueType::Object => holder.key.to_owned(),
            _ => continue,
        };
        let taken = ATTRIBUTES.iter().any(|row| attribute(&format!("{prefix}.{}", row.key)) == Some(row));
        assert!(taken, "{}", holder.key);
    }
}

#[test]
fn every_item_belongs_to_a_list_or_an_object() {
    for item in ATTRIBUTES.iter().filter(|row| row.place == Place::Item) {
        let belongs = ATTRIBUTES.iter().any(|holder| {
            let key = match holder.value_type {
                ValueType::ObjectList => format!("{}.0.{}", holder.key, item.key),
                ValueType::Object => format!("{}.{}", holder.key, item.key),
                _ => return false,
            };
            attribute(&key) == Some(item)
        });
        assert!(belongs, "{}", item.key);
    }
}
