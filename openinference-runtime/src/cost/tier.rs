//! How fast a provider is asked to answer, which has a price.

/// A service tier with prices of its own. The standard tier is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ServiceTier {
    /// Slower and cheaper.
    Flex,
    /// Between the standard tier and [`ServiceTier::Priority`].
    Balanced,
    /// Faster and dearer; some providers call it `fast`.
    Priority,
    /// Faster still.
    Ultrafast,
}

impl ServiceTier {
    pub(super) const ALL: [Self; 4] = [Self::Flex, Self::Balanced, Self::Priority, Self::Ultrafast];

    /// The tier as requests and responses name it (`service_tier`), in any case; `None` for every other name: `auto`,
    /// `default`, `standard` ...
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("fast") {
            return Some(Self::Priority);
        }
        Self::ALL.into_iter().find(|tier| tier.suffix()[1..].eq_ignore_ascii_case(name))
    }

    /// How the names of its prices end.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Flex => "_flex",
            Self::Balanced => "_balanced",
            Self::Priority => "_priority",
            Self::Ultrafast => "_ultrafast",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceTier;

    #[test]
    fn a_tier_is_known_by_its_name_in_any_case() {
        assert_eq!(ServiceTier::from_name("flex"), Some(ServiceTier::Flex));
        assert_eq!(ServiceTier::from_name("Priority"), Some(ServiceTier::Priority));
        assert_eq!(ServiceTier::from_name("fast"), Some(ServiceTier::Priority));
        for standard in ["auto", "default", "standard", "standard_only", ""] {
            assert_eq!(ServiceTier::from_name(standard), None, "{standard}");
        }
    }
}
