//! What is hidden, cut and redacted.
//!
//! [`TraceConfig`] is the one choke point that every attribute passes: the masking table of the reference
//! implementation (specification: `configuration.md`), secrets by name, and the limits that keep a value from
//! being lost silently by a backend.

mod blob;
mod builder;
mod capture;
mod env;
mod extensions;
mod key_table;
mod mask;
#[cfg(feature = "regex-redactor")]
mod patterns;
mod redact;
mod secrets;
mod switches;

pub use blob::{Blob, BlobUploader, DEFAULT_UPLOAD_TIMEOUT};
pub use builder::TraceConfigBuilder;
pub use capture::Capture;
pub use env::ConfigWarning;
#[cfg(feature = "regex-redactor")]
pub use patterns::Patterns;
pub use redact::Redactor;
pub use switches::{MASKING_SWITCHES, MaskingSwitch};

pub(crate) use blob::{Images, blank, with_image_scope, with_known_images};

use self::extensions::Payloads;
use blob::UploadQueue;
use key_table::{KeyTable, Variants};
use redact::Redactors;
use secrets::Secrets;
use switches::SwitchSet;

#[cfg(feature = "cost")]
use crate::cost::PriceBook;

/// What stands in the place of a hidden value.
pub const REDACTED: &str = "__REDACTED__";

/// Longest string value, in bytes, unless configured otherwise.
pub const DEFAULT_VALUE_LENGTH_LIMIT: usize = 65_536;

/// The smallest limit that is obeyed: below it the marker of a cut value would not be visible.
pub const MIN_VALUE_LENGTH_LIMIT: usize = 64;

/// Longest inline base64 image, in bytes of the whole `data:` URL, unless configured otherwise.
pub const DEFAULT_BASE64_IMAGE_MAX_LENGTH: usize = 32_000;

/// What becomes of a value under some key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    /// It is written.
    Visible,
    /// [`REDACTED`] is written in its place.
    Redacted,
    /// Nothing is written.
    Dropped,
}

/// What spans may say: the OpenInference masking switches, the capture level, names of secrets and limits.
///
/// Immutable. `TraceConfig::default()` hides nothing but secrets and oversized images and looks at no
/// environment variable; [`TraceConfig::from_env`] reads the `OPENINFERENCE_*` variables;
/// [`TraceConfig::builder`] puts values from code above both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceConfig {
    hide: SwitchSet,
    capture: Capture,
    base64_image_max_length: usize,
    value_length_limit: usize,
    genai_semconv: bool,
    secrets: Secrets,
    redact: Redactors,
    /// Of the kind of span that this is for.
    payloads: Payloads,
    /// What becomes of the keys of the conventions, by all of the above.
    key_table: KeyTable,
    /// The same for other kinds of spans.
    variants: Variants,
    upload_queue: Option<UploadQueue>,
    #[cfg(feature = "cost")]
    price_book: Option<PriceBook>,
    warnings: Vec<ConfigWarning>,
}

impl Default for TraceConfig {
    fn default() -> Self {
        Self {
            hide: SwitchSet::default(),
            capture: Capture::All,
            base64_image_max_length: DEFAULT_BASE64_IMAGE_MAX_LENGTH,
            value_length_limit: DEFAULT_VALUE_LENGTH_LIMIT,
            genai_semconv: false,
            secrets: Secrets::default(),
            redact: Redactors::default(),
            payloads: Payloads::default(),
            key_table: KeyTable::default(),
            variants: Variants::default(),
            upload_queue: None,
            #[cfg(feature = "cost")]
            price_book: None,
            warnings: Vec::new(),
        }
    }
}

impl TraceConfig {
    /// Values from the environment, else the defaults. What is not understood is reported by
    /// [`TraceConfig::warnings`]; where it may have meant to hide something, that is hidden.
    #[must_use]
    pub fn from_env() -> Self {
        Self::builder().build()
    }

    /// A configuration in which code wins over the environment and the environment over the defaults.
    pub fn builder() -> TraceConfigBuilder {
        TraceConfigBuilder::default()
    }

    /// Variables that were set to something that is not understood, with what happens instead.
    #[must_use]
    pub fn warnings(&self) -> &[ConfigWarning] {
        &self.warnings
    }

    /// How much of the content is captured.
    #[must_use]
    pub fn capture(&self) -> Capture {
        self.capture
    }

    #[cfg(feature = "sdk")]
    /// The same with another capture level, which set-up may be told apart from the rest.
    pub(crate) fn with_capture(self, capture: Capture) -> Self {
        Self { capture, key_table: KeyTable::default(), variants: Variants::default(), ..self }
    }

    /// What models cost, for spans to say what their calls did. None where nothing was said about it: set-up then takes the
    /// built-in prices, and tests none.
    #[cfg(feature = "cost")]
    #[must_use]
    pub fn price_book(&self) -> Option<&PriceBook> {
        self.price_book.as_ref()
    }

    #[cfg(all(feature = "cost", feature = "sdk"))]
    /// The same with prices, which set-up may be told apart from the rest.
    pub(crate) fn with_price_book(self, prices: PriceBook) -> Self {
        Self { price_book: Some(prices), variants: Variants::default(), ..self }
    }

    /// The same with the built-in prices where nothing was said about prices: for spans that are exported.
    pub(crate) fn or_built_in_prices(self) -> Self {
        #[cfg(feature = "cost")]
        return Self {
            price_book: self.price_book.or_else(|| Some(PriceBook::built_in())),
            variants: Variants::default(),
            ..self
        };
        #[cfg(not(feature = "cost"))]
        self
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

    /// A text on its way into a JSON value, as redactors leave it.
    pub(crate) fn redact_text<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        self.redact.text(text)
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
