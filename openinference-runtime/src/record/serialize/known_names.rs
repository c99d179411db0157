//! Names of fields that were asked about already: a list has many objects of few names.

use crate::config::TraceConfig;
use crate::json::FieldName;

/// Names that are no constants are kept as far as they are this long.
const LONGEST: usize = 24;
const PLACES: usize = 16;

/// Names that are constants, of the structs that were recorded last: so many places of two.
const FIELDS: usize = 128;

#[derive(Clone, Copy, Debug)]
struct Field {
    name: FieldName,
    is_secret: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// Of the name; zero where there is none.
    length: usize,
    name: [u8; LONGEST],
    is_secret: bool,
}

/// Which names are those of secrets, by the rules of one configuration.
#[derive(Debug)]
pub(super) struct KnownNames {
    rules: u64,
    fields: [[Option<Field>; 2]; FIELDS],
    others: [Known; PLACES],
}

impl Default for KnownNames {
    fn default() -> Self {
        Self { rules: 0, fields: [[None; 2]; FIELDS], others: [Known::default(); PLACES] }
    }
}

impl KnownNames {
    /// Forgets what other rules have said.
    pub(super) fn go_by(&mut self, config: &TraceConfig) {
        if self.rules != config.secret_rules() {
            *self = Self { rules: config.secret_rules(), ..Self::default() };
        }
    }

    /// The field of a struct; whether it is that of a secret.
    #[inline]
    pub(super) fn field(&mut self, name: &'static str, config: &TraceConfig) -> (FieldName, bool) {
        let address = name.as_ptr() as usize;
        let [first, second] = &mut self.fields[(address ^ address >> 7) % FIELDS];
        // A constant never changes.
        let is_it = |field: &Option<Field>| field.is_some_and(|field| std::ptr::eq(field.name.text(), name));
        let known = match (is_it(first), is_it(second)) {
            (true, _) => *first,
            (false, true) => *second,
            (false, false) => {
                *second = first
                    .replace(Field { name: FieldName::new(name), is_secret: config.is_secret_field(name) });
                *first
            }
        };
        known.map_or((FieldName::new(name), true), |known| (known.name, known.is_secret))
    }

    /// As [`TraceConfig::is_secret_field`] says, which is asked once for each name.
    pub(super) fn is_secret_field(&mut self, name: &str, config: &TraceConfig) -> bool {
        let bytes = name.as_bytes();
        let ([first, .., last], true) = (bytes, bytes.len() <= LONGEST) else {
            return config.is_secret_field(name);
        };
        let place = (bytes.len() + usize::from(*first) * 3 + usize::from(*last) * 7) % PLACES;
        let known = &mut self.others[place];
        if known.name.get(..known.length) != Some(bytes) {
            let is_secret = config.is_secret_field(name);
            *known = Known { length: bytes.len(), is_secret, ..Known::default() };
            known.name[..bytes.len()].copy_from_slice(bytes);
        }
        known.is_secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = [
        "content",
        "password",
        "passwore",
        "api_key",
        "role",
        "rule",
        "",
        "k",
        "PASSWORD",
        "a_name_that_is_longer_than_is_kept_password",
        "client_secret",
        "client_sacret",
    ];

    #[test]
    fn a_name_is_never_taken_for_another() {
        let config = TraceConfig::default();
        let mut known = KnownNames::default();
        known.go_by(&config);
        for name in NAMES.iter().chain(&NAMES).chain(NAMES.iter().rev()) {
            assert_eq!(known.is_secret_field(name, &config), config.is_secret_field(name), "{name}");
            let (field, is_secret) = known.field(name, &config);
            assert_eq!((field.text(), is_secret), (*name, config.is_secret_field(name)));
        }
    }

    #[test]
    fn constants_that_share_their_beginning_are_told_apart() {
        const LONG: &str = "api_key_of";
        let (config, mut known) = (TraceConfig::default(), KnownNames::default());
        for name in [LONG, &LONG[..7], LONG, &LONG[..3]] {
            assert_eq!(known.field(name, &config).1, config.is_secret_field(name), "{name}");
        }
    }

    #[test]
    fn what_one_configuration_says_is_not_asked_of_another() {
        let plain = TraceConfig::default();
        let stricter = TraceConfig::builder().without_env().secret_names(["role"]).build();
        let mut known = KnownNames::default();
        for (config, is_secret) in [(&plain, false), (&stricter, true), (&plain, false)] {
            known.go_by(config);
            assert_eq!(known.field("role", config).1, is_secret);
            assert_eq!(known.is_secret_field("role", config), is_secret);
        }
    }
}
