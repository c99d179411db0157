//! Names of fields that were asked about already: a list has many objects of few names.

use crate::config::TraceConfig;

/// Names are kept as far as they are this long.
const LONGEST: usize = 24;
const PLACES: usize = 16;

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// Of the name; zero where there is none.
    length: usize,
    name: [u8; LONGEST],
    is_secret: bool,
}

/// Which names are those of secrets, of one configuration.
#[derive(Debug, Default)]
pub(super) struct KnownNames([Known; PLACES]);

impl KnownNames {
    /// As [`TraceConfig::is_secret_field`] says, which is asked once for each name.
    pub(super) fn is_secret_field(&mut self, name: &str, config: &TraceConfig) -> bool {
        let bytes = name.as_bytes();
        let ([first, .., last], true) = (bytes, bytes.len() <= LONGEST) else {
            return config.is_secret_field(name);
        };
        let place = (bytes.len() + usize::from(*first) * 3 + usize::from(*last) * 7) % PLACES;
        let known = &mut self.0[place];
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

    #[test]
    fn a_name_is_never_taken_for_another() {
        let config = TraceConfig::default();
        let mut known = KnownNames::default();
        let names = [
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
        for name in names.iter().chain(&names).chain(names.iter().rev()) {
            assert_eq!(known.is_secret_field(name, &config), config.is_secret_field(name), "{name}");
        }
    }
}
