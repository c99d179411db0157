//! Headers sent with every export, in both syntaxes that Phoenix's libraries read: `key=value,key2=value2`
//! (percent-encoded, Python) and a JSON object of strings (JavaScript).

use std::{collections::BTreeMap, fmt};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::percent_decode_str;

use super::env::Environment;
use crate::json::Json;
use crate::telemetry::InitError;

const OTLP: &[&str] = &["OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"];
const PHOENIX: &str = "PHOENIX_CLIENT_HEADERS";
const API_KEY: &str = "PHOENIX_API_KEY";
const AUTHORIZATION: &str = "authorization";

/// Lower-case names (gRPC metadata knows no others) and their values.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Headers(BTreeMap<String, String>);

impl Headers {
    /// From general to specific: OTLP variables, `PHOENIX_CLIENT_HEADERS`, headers given in code. An API key given in code
    /// replaces `authorization`; the one from the environment only stands in where nobody set it.
    pub(super) fn resolve(
        in_code: &[(String, String)],
        api_key_in_code: Option<&str>,
        environment: &Environment,
    ) -> Result<Self, InitError> {
        let mut headers = Self::default();
        if let Some((name, value)) = environment.first(OTLP) {
            headers.read(name, &value)?;
        }
        if let Some(value) = environment.get(PHOENIX) {
            headers.read(PHOENIX, &value)?;
        }
        for (index, (name, value)) in in_code.iter().enumerate() {
            headers.put("Builder::headers", index, name, value.clone())?;
        }
        if let Some(key) = api_key_in_code {
            headers.put("Builder::api_key", 0, AUTHORIZATION, format!("Bearer {key}"))?;
        } else if let Some(key) = environment.get(API_KEY)
            && !headers.0.contains_key(AUTHORIZATION)
        {
            headers.put(API_KEY, 0, AUTHORIZATION, format!("Bearer {key}"))?;
        }
        Ok(headers)
    }

    /// Those of the first of these variables that is set.
    pub(super) fn of(variables: &[&'static str], environment: &Environment) -> Result<Self, InitError> {
        let mut headers = Self::default();
        if let Some((name, value)) = environment.first(variables) {
            headers.read(name, &value)?;
        }
        Ok(headers)
    }

    /// How many there are. Their names are not told: of a key that is pasted alone the text before its first `=` is one.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// With what `user:password` of a URL, percent-encoded, means (RFC 7617), which wins.
    pub(crate) fn authorized(mut self, userinfo: &str) -> Self {
        if !userinfo.is_empty() {
            let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
            let mut credentials: Vec<u8> = percent_decode_str(user).collect();
            credentials.push(b':');
            credentials.extend(percent_decode_str(password));
            self.0.insert(AUTHORIZATION.to_owned(), format!("Basic {}", STANDARD.encode(credentials)));
        }
        self
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn read(&mut self, setting: &str, text: &str) -> Result<(), InitError> {
        if text.starts_with('{') { self.read_json(setting, text) } else { self.read_list(setting, text) }
    }

    fn read_json(&mut self, setting: &str, text: &str) -> Result<(), InitError> {
        // The error of the parser may quote the text, which may hold credentials: it is left out.
        let Some(Json::Object(fields)) = Json::parse(text) else {
            return Err(wrong(setting, "it starts like JSON but is not a JSON object of strings"));
        };
        fields.into_iter().enumerate().try_for_each(|(index, (name, value))| match value {
            Json::String(value) => self.put(setting, index, &name, value),
            _ => Err(wrong(setting, format!("the value of entry {} is not a string", index + 1))),
        })
    }

    fn read_list(&mut self, setting: &str, text: &str) -> Result<(), InitError> {
        for (index, entry) in text.split(',').enumerate().filter(|(_, entry)| !entry.trim().is_empty()) {
            let nth = index + 1;
            let (name, value) =
                entry.split_once('=').ok_or_else(|| wrong(setting, format!("entry {nth} has no `=`")))?;
            let value = percent_decode_str(value.trim())
                .decode_utf8()
                .map_err(|_| wrong(setting, format!("entry {nth} is not UTF-8 when percent-decoded")))?;
            self.put(setting, index, name, value.into_owned())?;
        }
        Ok(())
    }

    fn put(&mut self, setting: &str, index: usize, name: &str, value: String) -> Result<(), InitError> {
        let nth = index + 1;
        let name = name.trim().to_ascii_lowercase();
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(token) {
            return Err(wrong(setting, format!("the name of entry {nth} is not a header name")));
        }
        // gRPC's ASCII metadata is the narrower of the two transports.
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(wrong(
                setting,
                format!("the value of entry {nth} has characters that a header cannot carry"),
            ));
        }
        self.0.insert(name, value);
        Ok(())
    }
}

fn wrong(setting: &str, problem: impl Into<String>) -> InitError {
    InitError::Header { setting: setting.to_owned(), problem: problem.into() }
}

/// Neither names nor values.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} headers", self.count())
    }
}
