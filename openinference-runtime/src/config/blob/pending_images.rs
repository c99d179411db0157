//! Images between the recording of a value and the end of its span.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::opentelemetry::{Array, StringValue, Value};

use crate::config::mask::is_image;
use crate::config::{REDACTED, TraceConfig};
use crate::instant;
use crate::key::AttributeKey;
use crate::limit;

/// Longest image that is held, in bytes of its `data:` URL.
const LONGEST: usize = 32 << 20;

/// Most that is held of one span.
const MOST: usize = 64 << 20;

/// How a token begins; the image's hash follows.
const TOKEN: &str = "__REDACTED__:image:";

/// The images of a span, by their tokens.
#[derive(Debug, Default)]
pub(crate) struct Images {
    /// Ordered: nothing is hashed, and none costs nothing.
    by_token: BTreeMap<String, Arc<str>>,
    bytes: usize,
}

thread_local! {
    /// Where images go that are met on this thread just now. Recording is synchronous, so that the thread will do.
    static MET: RefCell<Option<Images>> = const { RefCell::new(None) };
}

/// Holds the images that are met while `f` runs: it records values, and gives them to their span. Within another
/// `with_image_scope`, that one's images are these.
pub(crate) fn with_image_scope<T>(config: &TraceConfig, f: impl FnOnce() -> T) -> T {
    if config.uploads() { with_known_images(Images::default(), config, f) } else { f() }
}

/// As [`with_image_scope`], where `images` have been met before: in the items of a stream, which are written together at its end.
pub(crate) fn with_known_images<T>(images: Images, config: &TraceConfig, f: impl FnOnce() -> T) -> T {
    /// Lets go of them, also after a panic.
    struct Ends;
    impl Drop for Ends {
        fn drop(&mut self) {
            drop(MET.try_with(RefCell::take));
        }
    }
    let begins = |met: &RefCell<Option<Images>>| {
        let mut met = met.borrow_mut();
        let begins = met.is_none();
        met.get_or_insert_default().join(images);
        begins
    };
    let _ends = (config.uploads() && MET.try_with(begins).unwrap_or_default()).then(|| Ends);
    f()
}

/// Keeps an image and gives the token that stands for it; `None` where nobody collects, or it is too much.
pub(super) fn intern(data_url: &str) -> Option<String> {
    if data_url.len() > LONGEST || limit::original_length(data_url) != data_url.len() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    data_url.hash(&mut hasher);
    let token = format!("{TOKEN}{:016x}", hasher.finish());
    MET.try_with(|met| met.borrow_mut().as_mut().is_some_and(|images| images.add(&token, data_url)))
        .ok()?
        .then_some(token)
}

impl Images {
    /// `false` when there is no room.
    fn add(&mut self, token: &str, data_url: &str) -> bool {
        if self.by_token.contains_key(token) {
            return true;
        }
        if self.bytes + data_url.len() > MOST {
            return false;
        }
        self.put(token.to_owned(), data_url.into());
        true
    }

    fn put(&mut self, token: String, data_url: Arc<str>) {
        self.bytes += data_url.len();
        self.by_token.insert(token, data_url);
    }

    /// Those of both, as far as there is room.
    fn join(&mut self, others: Self) {
        for (token, data_url) in others.by_token {
            self.share(&token, &data_url);
        }
    }

    fn share(&mut self, token: &str, data_url: &Arc<str>) {
        if self.bytes + data_url.len() <= MOST && !self.by_token.contains_key(token) {
            self.put(token.to_owned(), Arc::clone(data_url));
        }
    }

    /// Keeps all that have been met just now: in what spans say of them later their tokens will stand.
    pub(crate) fn remember(&mut self) {
        let _ = MET.try_with(|met| {
            for (token, data_url) in met.borrow().iter().flat_map(|met| &met.by_token) {
                self.share(token, data_url);
            }
        });
    }

    /// Takes over the images whose tokens stand in `attributes`.
    pub(crate) fn retain<'a>(&mut self, attributes: impl IntoIterator<Item = (&'a AttributeKey, &'a Value)>) {
        let _ = MET.try_with(|met| {
            let met = met.borrow();
            let Some(met) = &*met else { return };
            for (key, value) in attributes {
                if let Some(token) = token(key, value)
                    && let Some(data_url) = met.by_token.get(token)
                {
                    self.share(token, data_url);
                }
            }
        });
    }

    /// Writes the URLs of uploaded images in place of their tokens, and the redaction in place of all other tokens.
    pub(crate) fn resolve<'a>(
        mut self,
        config: &TraceConfig,
        attributes: impl IntoIterator<Item = (&'a AttributeKey, &'a mut Value)>,
    ) {
        let Some(upload_queue) = &config.upload_queue else { return };
        let deadline = instant::after(upload_queue.timeout());
        let mut uploaded = HashMap::new();
        for (key, value) in attributes {
            let url = token(key, value).map(str::to_owned).and_then(|token| {
                if let Some(data_url) = self.by_token.remove(&token) {
                    let url = upload_queue.upload(data_url, &key.text(), deadline);
                    uploaded.insert(token.clone(), url);
                }
                uploaded.get(&token).cloned().flatten()
            });
            match url {
                Some(url) => *value = url.into(),
                None => blank(value),
            }
        }
    }
}

/// The token in the attribute of an image.
fn token<'v>(key: &AttributeKey, value: &'v Value) -> Option<&'v str> {
    match value {
        Value::String(text) if text.as_str().starts_with(TOKEN) && is_image(key) => Some(text.as_str()),
        _ => None,
    }
}

/// A token that stands in a text is as good as the redaction, and says less.
pub(crate) fn blank(value: &mut Value) {
    match value {
        Value::String(text) => blank_text(text),
        Value::Array(Array::String(texts)) => texts.iter_mut().for_each(blank_text),
        _ => {}
    }
}

fn blank_text(text: &mut StringValue) {
    if !text.as_str().contains(TOKEN) {
        return;
    }
    let mut pieces = text.as_str().split(TOKEN);
    let mut blanked = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        blanked.push_str(REDACTED);
        let is_hash = |char: char| char.is_ascii_hexdigit();
        blanked.push_str(piece.trim_start_matches(is_hash));
    }
    *text = blanked.into();
}
