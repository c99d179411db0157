//! Code over environment over default.

use std::time::Duration;

use super::blob::UploadQueue;
use super::env::{self, Reader};
use super::prices::Prices;
use super::redact::Redactors;
use super::secrets::Secrets;
use super::switches::{Switch, SwitchSet, masking_switches};
use super::{
    BlobUploader, CaptureLevel, DEFAULT_UPLOAD_TIMEOUT, MIN_VALUE_LENGTH_LIMIT, Redactor, TraceConfig,
};
use crate::semconv::lookup;

const CAPTURE: &str = "OPENINFERENCE_CAPTURE";
const CAPTURES: [(&str, CaptureLevel); 3] =
    [("all", CaptureLevel::All), ("structure", CaptureLevel::Structure), ("nothing", CaptureLevel::Nothing)];

const BASE64_IMAGE_MAX_LENGTH: &str = "OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH";
const BLOB_UPLOADER: &str = "OPENINFERENCE_BLOB_UPLOADER";
const ENABLE_GENAI_SEMCONV: &str = "OPENINFERENCE_ENABLE_GENAI_SEMCONV";
const SECRET_PATTERNS: &str = "OPENINFERENCE_SECRET_PATTERNS";
const SPAN_VALUE_LENGTH_LIMIT: &str = "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT";
const VALUE_LENGTH_LIMIT: &str = "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT";

const MIN_LIMIT_REASON: &str =
    "64 is used, the smallest limit under which a cut value can say that it is cut";

/// Builds a [`TraceConfig`]. What is set here wins over the environment, which wins over the defaults.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct TraceConfigBuilder {
    switches: Vec<(Switch, bool)>,
    capture: Option<CaptureLevel>,
    base64_image_max_length: Option<usize>,
    value_length_limit: Option<usize>,
    genai_semconv: Option<bool>,
    kept_keys: Vec<String>,
    secrets: Secrets,
    redact: Redactors,
    secret_patterns: Option<bool>,
    upload_queue: Option<UploadQueue>,
    upload_timeout: Option<Duration>,
    prices: Prices,
    without_env: bool,
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
}

macro_rules! methods {
    ($($switch:ident = $method:ident, $origin:ident, $first:literal $(or $other:literal)*: $hides:literal;)*) => {
        /// What is hidden.
        impl TraceConfigBuilder {
            $(
                #[doc = $hides]
                #[doc = ""]
                #[doc = concat!("Variable: `", $first, "`" $(, ", formerly `", $other, "`")*, ".")]
                pub fn $method(self, hide: bool) -> Self {
                    self.hide(Switch::$switch, hide)
                }
            )*
        }
    };
}

masking_switches!(methods);

impl TraceConfigBuilder {
    fn hide(mut self, switch: Switch, hide: bool) -> Self {
        self.switches.push((switch, hide));
        self
    }

    /// How much of the content is captured (`OPENINFERENCE_CAPTURE`: `all`, `structure` or `nothing`; not of the
    /// specification). Default: [`CaptureLevel::All`].
    pub fn capture(mut self, capture: CaptureLevel) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Keys of one's own whose values every [capture level](CaptureLevel) keeps, with what is below them: `my.team` keeps
    /// `my.team.name` too. Switches, names of secrets and redactors have their say all the same.
    pub fn kept_keys<S: Into<String>>(mut self, keys: impl IntoIterator<Item = S>) -> Self {
        self.kept_keys.extend(keys.into_iter().map(Into::into));
        self
    }

    /// Longest inline base64 image, in bytes of the whole `data:` URL (`OPENINFERENCE_BASE64_IMAGE_MAX_LENGTH`).
    /// Default: 32,000. A longer one is uploaded, where there is an [uploader](Self::blob_uploader), else redacted.
    pub fn base64_image_max_length(mut self, bytes: usize) -> Self {
        self.base64_image_max_length = Some(bytes);
        self
    }

    /// Longest string value in bytes, the marker of a cut value included (`OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT`,
    /// else `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`). Default: 65,536; less than 64 counts as 64.
    pub fn value_length_limit(mut self, bytes: usize) -> Self {
        self.value_length_limit = Some(bytes);
        self
    }

    /// Whether `gen_ai.*` attributes are to be written too (`OPENINFERENCE_ENABLE_GENAI_SEMCONV`). Default: no.
    pub fn enable_genai_semconv(mut self, enable: bool) -> Self {
        self.genai_semconv = Some(enable);
        self
    }

    /// More names of secrets, for parameters and JSON fields alike. A name matches as whole words in any spelling:
    /// `card_number` matches `cardNumber` and `x-card-number` too.
    pub fn secret_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.secrets.redact(names);
        self
    }

    /// Names that are not secrets although the built-in rules take them for such. Matched whole, in any spelling.
    pub fn not_secret_names<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.secrets.keep(names);
        self
    }

    /// Adds a redactor, which sees every string before it is written. Several run in the order in which they were
    /// added.
    pub fn redactor(mut self, redactor: impl Redactor) -> Self {
        self.redact.add(redactor);
        self
    }

    /// Whether error messages, stack traces, names of spans and events and the texts of log records pass
    /// [`SECRET_PATTERNS`](super::SECRET_PATTERNS) (`OPENINFERENCE_SECRET_PATTERNS`). Default: yes.
    pub fn secret_patterns(mut self, on: bool) -> Self {
        self.secret_patterns = Some(on);
        self
    }

    /// Who takes images that are longer than [`base64_image_max_length`](Self::base64_image_max_length); its URLs are
    /// written instead. Default: nobody, they are redacted.
    pub fn blob_uploader(mut self, uploader: impl BlobUploader) -> Self {
        self.upload_queue = Some(UploadQueue::new(uploader, DEFAULT_UPLOAD_TIMEOUT));
        self
    }

    /// How long the end of a span waits for the URLs of all its images. Default: 50 ms.
    pub fn upload_timeout(mut self, timeout: Duration) -> Self {
        self.upload_timeout = Some(timeout);
        self
    }

    /// Prices, for the layer that knows them.
    pub(crate) fn prices(mut self, prices: Prices) -> Self {
        self.prices = prices;
        self
    }

    /// Looks at no environment variable, for results that are the same on every machine.
    pub fn without_env(mut self) -> Self {
        self.without_env = true;
        self
    }

    /// Reads the environment for what was not set in code.
    #[must_use]
    pub fn build(self) -> TraceConfig {
        if self.without_env { self.build_from(&env::Nothing) } else { self.build_from(&env::Process) }
    }

    pub(super) fn build_from(self, lookup: env::Lookup<'_>) -> TraceConfig {
        let mut env = Reader::new(lookup);
        let default = TraceConfig::default();

        let mut hide = SwitchSet::default();
        for &switch in Switch::ALL {
            // Every variable is read, so that each that is not understood is reported.
            let hidden = switch.variables().iter().filter(|variable| env.hides(variable)).count();
            hide.set(switch, hidden > 0);
        }
        for (switch, on) in self.switches {
            hide.set(switch, on);
        }

        let image_from_env = env.integer(BASE64_IMAGE_MAX_LENGTH);
        let genai_from_env = env.boolean(ENABLE_GENAI_SEMCONV);
        let patterns_from_env = env.stays_on(SECRET_PATTERNS);
        let limit_from_env = limit_from(&mut env);
        let capture_from_env = capture_from(&mut env);
        if env.text(BLOB_UPLOADER).is_some() {
            env.warn(
                BLOB_UPLOADER,
                "it has no effect: it names a Python entry point; give an uploader to `TraceConfigBuilder::blob_uploader`",
            );
        }

        TraceConfig {
            hide,
            capture: self.capture.or(capture_from_env).unwrap_or(default.capture),
            base64_image_max_length: self
                .base64_image_max_length
                .or(image_from_env)
                .unwrap_or(default.base64_image_max_length),
            value_length_limit: self
                .value_length_limit
                .or(limit_from_env)
                .unwrap_or(default.value_length_limit)
                .max(MIN_VALUE_LENGTH_LIMIT),
            genai_semconv: self.genai_semconv.or(genai_from_env).unwrap_or(default.genai_semconv),
            kept_keys: self.kept_keys.into(),
            secrets: self.secrets,
            redact: self.redact,
            secret_patterns: self.secret_patterns.unwrap_or(patterns_from_env),
            payloads: default.payloads,
            key_table: default.key_table,
            variants: default.variants,
            upload_queue: match self.upload_timeout {
                Some(timeout) => self.upload_queue.map(|upload_queue| upload_queue.with_patience(timeout)),
                None => self.upload_queue,
            },
            prices: self.prices,
            warnings: env.warnings,
        }
    }
}

/// The level of `OPENINFERENCE_CAPTURE`. What was meant by a level that does not exist, or by a switch that does not, is not
/// known: then nothing is said, and `init()` is refused.
fn capture_from(env: &mut Reader<'_>) -> Option<CaptureLevel> {
    let level = env.text(CAPTURE).map(|text| {
        CAPTURES.iter().find(|(word, _)| text.trim().eq_ignore_ascii_case(word)).map(|(_, level)| *level)
    });
    if level == Some(None) {
        let words = CAPTURES.map(|(word, _)| format!("`{word}`")).join(", ");
        env.refuse(CAPTURE, format!("expected one of {words}; until then nothing is captured"));
    }
    let unknown = env.unknown_switches();
    for variable in &unknown {
        env.refuse(variable.clone(), unknown_switch(variable));
    }
    if level == Some(None) || !unknown.is_empty() { Some(CaptureLevel::Nothing) } else { level.flatten() }
}

fn unknown_switch(variable: &str) -> String {
    let known = Switch::ALL.iter().flat_map(|switch| switch.variables()).copied();
    let near = lookup::nearest(variable, known).map(|near| format!("; did you mean `{near}`?"));
    format!("there is no such switch{}", near.unwrap_or_default())
}

/// The span's own limit wins over the general one, as OpenTelemetry has it.
fn limit_from(env: &mut Reader<'_>) -> Option<usize> {
    let (variable, limit) = match env.integer(SPAN_VALUE_LENGTH_LIMIT) {
        Some(limit) => (SPAN_VALUE_LENGTH_LIMIT, limit),
        None => (VALUE_LENGTH_LIMIT, env.integer(VALUE_LENGTH_LIMIT)?),
    };
    if limit < MIN_VALUE_LENGTH_LIMIT {
        env.warn(variable, MIN_LIMIT_REASON);
    }
    Some(limit)
}

#[cfg(test)]
mod tests;
