//! What is hidden, cut and redacted.
//!
//! [`TraceConfig`] is the one choke point that every attribute passes: the masking table of the reference
//! implementation (specification: `configuration.md`), secrets by name, and the limits that keep a value from
//! being lost silently by a backend.

mod blob;
#[cfg_attr(not(feature = "cost"), expect(dead_code, reason = "nothing is priced"))]
mod builder;
mod capture_level;
mod dotted;
mod env;
mod extensions;
mod hidden;
mod key_class;
mod key_table;
#[cfg(feature = "otlp-logs")]
mod log_field;
mod mask;
#[cfg(any(feature = "otlp-metrics", feature = "prometheus"))]
mod metric_label;

#[cfg(feature = "regex-redactor")]
mod patterns;
mod payloads;
#[cfg_attr(not(feature = "cost"), expect(dead_code, reason = "nothing is priced"))]
mod prices;
#[cfg(feature = "prometheus")]
mod prometheus_label;
mod redact;
#[cfg(feature = "sdk")]
mod resource_attribute;
mod safe_json;
mod secret_patterns;
mod secrets;
mod switches;
#[cfg_attr(not(feature = "sdk"), expect(dead_code, reason = "set-up alone changes a configuration"))]
mod trace_config;

pub use self::blob::{Blob, BlobUploader, DEFAULT_UPLOAD_TIMEOUT};
pub use self::builder::TraceConfigBuilder;
pub use self::capture_level::CaptureLevel;
pub use self::env::ConfigWarning;
pub use self::hidden::{Hidden, REDACTED};
#[cfg(feature = "regex-redactor")]
pub use self::patterns::Patterns;
pub use self::redact::Redactor;
pub use self::secret_patterns::{SECRET_PATTERNS, SecretPatterns};
pub use self::switches::{MASKING_SWITCHES, MaskingSwitch};
pub use self::trace_config::{
    DEFAULT_BASE64_IMAGE_MAX_LENGTH, DEFAULT_VALUE_LENGTH_LIMIT, MIN_VALUE_LENGTH_LIMIT, TraceConfig,
};

pub(crate) use self::blob::{Images, blank, with_image_scope, with_known_images};
#[cfg(all(test, feature = "sdk"))]
pub(crate) use self::key_class::class_of;
#[cfg(any(feature = "otlp-metrics", feature = "prometheus"))]
pub(crate) use self::metric_label::MetricMask;
#[cfg(feature = "cost")]
pub(crate) use self::prices::PriceList;
pub(crate) use self::prices::Prices;
pub(crate) use self::secrets::{is_content, is_schema, is_value, write_keywords};
