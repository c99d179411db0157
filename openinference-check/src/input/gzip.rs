//! Files packed by gzip, as collectors rotate and object stores keep them.

use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;

/// What one file may hold unpacked: some megabytes of zeros unpack to all of a machine's memory.
const LIMIT: u64 = 4 << 30;

pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// What is in the file: in all members of it, for packed files that are put one behind the other are a packed file.
pub(super) fn unpack(bytes: &[u8]) -> impl Read {
    Unpacked { inner: MultiGzDecoder::new(bytes), left: LIMIT, first: true }
}

/// Ends with an error at the limit, and where what was packed is packed itself.
struct Unpacked<R> {
    inner: R,
    left: u64,
    first: bool,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(damaged)?;
        if std::mem::take(&mut self.first) && buffer.get(..read).is_some_and(is_gzip) {
            return Err(io::Error::other("the file is packed twice: unpack it once"));
        }
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::other(format!("more than {} GiB are packed in it", LIMIT >> 30)))?;
        Ok(read)
    }
}

fn damaged(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => io::Error::new(error.kind(), "the packed file is cut"),
        kind => io::Error::new(kind, format!("the packed file is damaged: {error}")),
    }
}
