//! Where the expansion writes what a key says.

use openinference_semconv::keys::Key;

/// What a key becomes in generated code. A new key is missing here first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// A call of the method of the same name before the body runs: [`METHOD_KEYS`].
    Method,
    /// The attribute that the table names for it.
    Attribute,
    /// A part of the callsite's constant.
    Callsite,
    /// How arguments and result are recorded, or what else is generated: code of its own.
    Shape,
}

/// The keys of [`Effect::Method`], in the order of the calls: what the sampler may have to know before
/// anything else is evaluated comes first.
pub(super) const METHOD_KEYS: [Key; 7] =
    [Key::Parent, Key::Links, Key::Session, Key::User, Key::Metadata, Key::Tags, Key::Name];

/// Those of them that hold for everything below the call, with a span and without.
pub(super) const CONTEXT_KEYS: [Key; 5] = [Key::Parent, Key::Session, Key::User, Key::Metadata, Key::Tags];

impl Effect {
    pub(super) const fn of(key: Key) -> Self {
        match key {
            Key::Name | Key::Parent | Key::Links | Key::Session | Key::User | Key::Metadata | Key::Tags => {
                Self::Method
            }
            Key::Query
            | Key::TopK
            | Key::Model
            | Key::Provider
            | Key::System
            | Key::InvocationParameters
            | Key::Description
            | Key::AgentName
            | Key::GraphNodeId
            | Key::GraphNodeName
            | Key::GraphNodeParentId
            | Key::Template
            | Key::Variables
            | Key::Version
            | Key::Vendor
            | Key::Id
            | Key::Parameters
            | Key::Url => Self::Attribute,
            Key::OtelKind | Key::Cancelled | Key::OnEnd => Self::Callsite,
            Key::Skip
            | Key::SkipAll
            | Key::Input
            | Key::Output
            | Key::SkipOutput
            | Key::Attributes
            | Key::OnResult
            | Key::ErrorIf
            | Key::Stream
            | Key::Crate
            | Key::Definition => Self::Shape,
        }
    }
}

#[cfg(test)]
mod tests {
    use openinference_semconv::keys::{KEYS, Key};

    use super::{Effect, METHOD_KEYS};

    #[test]
    fn every_key_that_is_a_method_has_its_place_in_the_order() {
        for &key in Key::ALL {
            let is_method = Effect::of(key) == Effect::Method;
            assert_eq!(METHOD_KEYS.contains(&key), is_method, "{}", key.as_str());
        }
    }

    #[test]
    fn a_key_that_is_an_attribute_has_one_for_every_kind() {
        for row in KEYS {
            if Effect::of(row.key) == Effect::Attribute {
                assert!(row.attribute.is_some(), "{}", row.name());
            }
        }
    }
}
