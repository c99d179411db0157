//! Where spans hand in their images: the uploader's thread, and how long anybody waits for it.

use std::fmt;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::foreign_code;
use crate::opentelemetry::Context;
use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{alphabet, engine::DecodePaddingMode};

use super::blob_uploader::{Blob, BlobUploader, is_absolute_url};
use crate::panics::catch_panic;

/// Images that wait for the uploader at most; more are redacted.
const WAITING: usize = 16;

/// Some clients leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One per configuration; its thread starts with the first image and ends with the configuration.
#[derive(Clone)]
pub(in crate::config) struct UploadQueue {
    shared: Arc<Shared>,
    timeout: Duration,
}

struct Shared {
    uploader: Arc<dyn BlobUploader>,
    /// To the thread, once there is one.
    sender: Mutex<Option<SyncSender<Job>>>,
    /// A forked child has the sender, but no thread, and a lock that may be held for ever.
    process: u32,
    progress: Arc<Progress>,
}

struct Job {
    number: u64,
    data_url: Arc<str>,
    key: String,
    deadline: Instant,
    answer: SyncSender<Option<String>>,
}

/// Numbers of jobs.
#[derive(Debug, Default)]
struct Progress {
    next: AtomicU64,
    done: AtomicU64,
    /// The last one that nobody waits for any more.
    given_up: AtomicU64,
}

impl UploadQueue {
    pub(in crate::config) fn new(uploader: impl BlobUploader, timeout: Duration) -> Self {
        let shared = Shared {
            uploader: Arc::new(uploader),
            sender: Mutex::new(None),
            process: process::id(),
            progress: Arc::default(),
        };
        Self { shared: Arc::new(shared), timeout }
    }

    pub(in crate::config) fn with_patience(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The URL of an image, unless it takes longer than until `deadline`.
    pub(super) fn upload(&self, data_url: Arc<str>, key: &str, deadline: Instant) -> Option<String> {
        let progress = &self.shared.progress;
        if progress.done.load(Ordering::Acquire) < progress.given_up.load(Ordering::Acquire) {
            return None;
        }
        let (answer, answered) = sync_channel(1);
        let number = self.shared.send(Job { number: 0, data_url, key: key.to_owned(), deadline, answer })?;
        let answer = answered.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        if answer.is_err() {
            progress.given_up.fetch_max(number, Ordering::AcqRel);
        }
        answer.ok().flatten().filter(|url| is_absolute_url(url))
    }
}

impl Shared {
    /// The number of the job; `None` when it cannot be taken at once.
    fn send(&self, mut job: Job) -> Option<u64> {
        if self.process != process::id() {
            return None;
        }
        let mut sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner);
        if sender.is_none() {
            *sender = Some(self.start()?);
        }
        job.number = self.progress.next.fetch_add(1, Ordering::Relaxed) + 1;
        let number = job.number;
        sender.as_ref()?.try_send(job).ok()?;
        Some(number)
    }

    fn start(&self) -> Option<SyncSender<Job>> {
        let (sender, jobs) = sync_channel(WAITING);
        let (uploader, progress) = (Arc::clone(&self.uploader), Arc::clone(&self.progress));
        let work = move || run(&*uploader, &jobs, &progress);
        thread::Builder::new().name("openinference-upload".to_owned()).spawn(work).ok()?;
        Some(sender)
    }
}

fn run(uploader: &dyn BlobUploader, jobs: &Receiver<Job>, progress: &Progress) {
    // An instrumented HTTP client must not make spans of uploads.
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    for job in jobs {
        if Instant::now() < job.deadline {
            let url =
                catch_panic(|| decode(&job).and_then(|blob| foreign_code::run(|| uploader.upload(blob))))
                    .flatten();
            let _ = job.answer.send(url);
        }
        progress.done.fetch_max(job.number, Ordering::AcqRel);
    }
}

/// `data:image/png;base64,...`
fn decode(job: &Job) -> Option<Blob> {
    let (head, data) = job.data_url.strip_prefix("data:")?.split_once(',')?;
    let mime_type = head.split(';').next()?;
    head.ends_with("base64").then_some(())?;
    Some(Blob {
        data: BASE64.decode(data.trim()).ok()?,
        mime_type: mime_type.to_owned(),
        attribute_key: job.key.clone(),
    })
}

impl fmt::Debug for UploadQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadQueue").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// The same uploader, not an equivalent one.
impl PartialEq for UploadQueue {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared) && self.timeout == other.timeout
    }
}

impl Eq for UploadQueue {}
