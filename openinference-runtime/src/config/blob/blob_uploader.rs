//! What takes images to a place where they can be looked at.

use std::time::Duration;

/// How long the end of a span waits for its images, unless configured otherwise.
pub const DEFAULT_UPLOAD_TIMEOUT: Duration = Duration::from_millis(50);

/// An inline image on its way out of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blob {
    /// The decoded bytes.
    pub data: Vec<u8>,
    /// As the `data:` URL says it: `image/png`.
    pub mime_type: String,
    /// The attribute that it stands in: `llm.input_messages.0.message.contents.1.message_content.image.image.url`.
    pub attribute_key: String,
}

/// Takes images that are longer than [`TraceConfig::base64_image_max_length`](crate::config::TraceConfig::base64_image_max_length) to a place where they can be looked at.
///
/// Called on a thread of its own, for one image at a time, when a recording span ends: never for spans that the sampler
/// refuses, nor for images that a switch hides. The same image twice in one span is uploaded once.
///
/// The span's end waits for the URL, at most [`TraceConfigBuilder::upload_timeout`](crate::config::TraceConfigBuilder::upload_timeout)
/// for all of its images together, and not at all while an upload that took longer is still under way. So name the place,
/// hand the bytes to a queue, and return.
///
/// The image is redacted when there is no URL in time, when the uploader panics, and when what it returns is no absolute
/// URL. Whoever made the uploader ends it: keep an `Arc`, which is an uploader too.
pub trait BlobUploader: Send + Sync + 'static {
    /// The absolute URL under which the blob can be found, now or soon; `None` redacts it.
    fn upload(&self, blob: Blob) -> Option<String>;
}

impl<U: BlobUploader + ?Sized> BlobUploader for std::sync::Arc<U> {
    fn upload(&self, blob: Blob) -> Option<String> {
        (**self).upload(blob)
    }
}

/// A URL, and not the image itself again.
pub(super) fn is_absolute_url(text: &str) -> bool {
    const LONGEST: usize = 8 << 10;
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).unwrap_or_default();
    text.len() <= LONGEST
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
        && !scheme.eq_ignore_ascii_case("data")
        && text.len() > scheme.len() + 1
        && text.chars().all(|char| char.is_ascii_graphic())
}
