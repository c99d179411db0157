//! What spans may say.

use std::borrow::Cow;
use std::sync::Arc;

use super::blob::UploadQueue;
use super::capture_level::CaptureLevel;
use super::env::ConfigWarning;
use super::key_table::{KeyTable, Variants};
use super::payloads::Payloads;
use super::prices::Prices;
use super::redact::Redactors;
use super::secrets::Secrets;
use super::switches::SwitchSet;
use crate::json::{Fields, Items};

/// Longest string value, in bytes, unless configured otherwise.
pub const DEFAULT_VALUE_LENGTH_LIMIT: usize = 65_536;

/// The smallest limit that is obeyed: below it the marker of a cut value would not be visible.
pub const MIN_VALUE_LENGTH_LIMIT: usize = 64;

/// Longest inline base64 image, in bytes of the whole `data:` URL, unless configured otherwise.
pub const DEFAULT_BASE64_IMAGE_MAX_LENGTH: usize = 32_000;

/// What spans may say: the OpenInference masking switches, the capture level, names of secrets and limits.
///
/// Immutable. `TraceConfig::default()` hides nothing but secrets and oversized images and looks at no
/// environment variable; [`TraceConfig::from_env`] reads the `OPENINFERENCE_*` variables;
/// [`TraceConfig::builder`] puts values from code above both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceConfig {
    pub(super) hide: SwitchSet,
    pub(super) capture: CaptureLevel,
    pub(super) base64_image_max_length: usize,
    pub(super) value_length_limit: usize,
    pub(super) genai_semconv: bool,
    /// Keys, and what is below them, that levels keep although they are of no convention.
    pub(super) kept_keys: Arc<[String]>,
    pub(super) secrets: Secrets,
    pub(super) redact: Redactors,
    /// Whether errors, names and log records are looked through for what looks like a secret.
    pub(super) secret_patterns: bool,
    /// Of the kind of span that this is for.
    pub(super) payloads: Payloads,
    /// What becomes of the keys of the conventions, by all of the above.
    pub(super) key_table: KeyTable,
    /// The same for other kinds of spans.
    pub(super) variants: Variants<Self>,
    pub(super) upload_queue: Option<UploadQueue>,
    /// What models cost, for spans to say what their calls did.
    pub(super) prices: Prices,
    pub(super) warnings: Vec<ConfigWarning>,
}

impl Default for TraceConfig {
    fn default() -> Self {
        Self {
            hide: SwitchSet::default(),
            capture: CaptureLevel::All,
            base64_image_max_length: DEFAULT_BASE64_IMAGE_MAX_LENGTH,
            value_length_limit: DEFAULT_VALUE_LENGTH_LIMIT,
            genai_semconv: false,
            kept_keys: Arc::default(),
            secrets: Secrets::default(),
            redact: Redactors::default(),
            secret_patterns: true,
            payloads: Payloads::default(),
            key_table: KeyTable::default(),
            variants: Variants::default(),
            upload_queue: None,
            prices: Prices::default(),
            warnings: Vec::new(),
        }
    }
}

impl TraceConfig {
    /// The prices that it carries.
    pub(crate) fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The same with other prices.
    pub(crate) fn with_prices(self, prices: Prices) -> Self {
        Self { prices, variants: Variants::default(), ..self }
    }

    /// Variables that were set to something that is not understood, with what happens instead.
    #[must_use]
    pub fn warnings(&self) -> &[ConfigWarning] {
        &self.warnings
    }

    /// How much of the content is captured.
    #[must_use]
    pub fn capture(&self) -> CaptureLevel {
        self.capture
    }

    /// The same with another capture level, which set-up may be told apart from the rest.
    pub(crate) fn with_capture(self, capture: CaptureLevel) -> Self {
        Self { capture, key_table: KeyTable::default(), variants: Variants::default(), ..self }
    }

    /// Longest string value in bytes, marker included.
    #[must_use]
    pub fn value_length_limit(&self) -> usize {
        self.value_length_limit
    }

    /// How much of a text is recorded before redactors see it and it is cut: what they look for must not be cut in two
    /// before.
    pub(crate) fn recording_limit(&self) -> usize {
        let limit = self.value_length_limit();
        if self.redact.is_empty() { limit } else { limit.saturating_mul(4) }
    }

    /// Whether texts are shown to redactors.
    pub(crate) fn has_redactors(&self) -> bool {
        !self.redact.is_empty()
    }

    /// Which rules say what names are those of secrets: what was found out by a number holds wherever the number is the same.
    pub(crate) fn secret_rules(&self) -> u64 {
        self.secrets.rules()
    }

    /// A text on its way into a JSON value, as redactors leave it.
    pub(crate) fn redact_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.secrets.text(text) {
            Cow::Borrowed(text) => self.redact.text(text),
            Cow::Owned(text) => Cow::Owned(self.redact.text(&text).into_owned()),
        }
    }

    /// A text without what stands in it beside the name of a secret.
    pub(crate) fn redact_secrets<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.secrets.text(text)
    }

    /// The same of what `Debug` has written.
    pub(crate) fn redact_debug<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.secrets.debug(text)
    }

    /// Whether one of the fields says that the value beside it is a secret: `{"name": "password", "value": ..}`.
    pub(crate) fn labels_secret(&self, fields: Fields<'_>) -> bool {
        self.secrets.is_labelled(fields)
    }

    /// Whether a list that is called so is the name of a secret and its value: `["password", ..]`.
    pub(crate) fn is_secret_pair(&self, items: Items<'_>, called: Option<&str>) -> bool {
        self.secrets.is_pair(items, called)
    }

    /// Longest inline base64 image in bytes of the whole `data:` URL; a longer one is uploaded or redacted.
    #[must_use]
    pub fn base64_image_max_length(&self) -> usize {
        self.base64_image_max_length
    }

    /// Whether `gen_ai.*` attributes are to be written beside the OpenInference ones
    /// (`OPENINFERENCE_ENABLE_GENAI_SEMCONV`).
    #[must_use]
    pub fn genai_semconv(&self) -> bool {
        self.genai_semconv
    }

    /// Whether the argument of a parameter with this name is redacted: `api_key`, `token`, `password` and the like.
    #[must_use]
    pub fn is_secret_parameter(&self, name: &str) -> bool {
        self.secrets.is_parameter(name)
    }

    /// Whether a JSON field with this name is redacted. As for parameters, except that a bare `token` is kept:
    /// model payloads use it for text.
    #[must_use]
    pub fn is_secret_field(&self, name: &str) -> bool {
        self.secrets.is_field(name)
    }
}
