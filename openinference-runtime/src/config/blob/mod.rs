//! Inline images that are too long for an attribute: uploaded, if somebody takes them, else redacted.
//!
//! While a value is recorded nobody knows yet whether its span will be sampled, under which keys an image will stand, and
//! whether those are hidden. So the image is held, a token stands in its place, and only when a recording span ends are the
//! images uploaded whose tokens are left in it.

mod blob_uploader;
mod pending_images;
mod stand_in;
#[cfg(test)]
mod tests;
mod upload_queue;

pub use self::blob_uploader::{Blob, BlobUploader, DEFAULT_UPLOAD_TIMEOUT};
pub(crate) use self::pending_images::{Images, blank, with_image_scope, with_known_images};
pub(super) use self::upload_queue::UploadQueue;
