//! What a server does with a request: answers it, or breaks off.

use std::{
    convert::Infallible,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, combinators::BoxBody};
use hyper::{
    HeaderMap, Response, StatusCode,
    body::{Body, Frame},
    header::{CONTENT_LENGTH, HeaderName, HeaderValue},
};
use tokio::time::{Interval, interval};

const BETWEEN_DROPS: Duration = Duration::from_millis(50);

/// What a server does with a request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// A whole answer.
    Whole {
        /// Its status.
        status: StatusCode,
        /// Its header, beside what every answer has.
        headers: HeaderMap,
        /// Its body.
        body: Bytes,
    },
    /// The beginning of an answer; then the connection is closed.
    Half,
    /// Success, and a byte of the body now and then, without an end.
    Drip,
    /// Nothing: the connection is closed.
    None,
}

impl Answer {
    /// Success, without a body.
    #[must_use]
    pub fn ok() -> Self {
        Self::status(StatusCode::OK)
    }

    /// This status, without a body.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self::Whole { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// With this line in its header, where it has one.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        if let Self::Whole { headers, .. } = &mut self {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        self
    }

    /// With this body, where it has one.
    #[must_use]
    pub fn body(mut self, content_type: &'static str, new: impl Into<Bytes>) -> Self {
        if let Self::Whole { body, .. } = &mut self {
            *body = new.into();
        }
        self.header("content-type", content_type)
    }

    pub(crate) fn into_response(self) -> io::Result<Response<BoxBody<Bytes, io::Error>>> {
        let mut response = Response::new(Full::default().map_err(never).boxed());
        match self {
            Self::Whole { status, headers, body } => {
                *response.status_mut() = status;
                *response.headers_mut() = headers;
                *response.body_mut() = Full::new(body).map_err(never).boxed();
            }
            Self::Half => {
                response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("2"));
                *response.body_mut() = Half { is_written: false }.boxed();
            }
            Self::Drip => *response.body_mut() = Drip(interval(BETWEEN_DROPS)).boxed(),
            Self::None => return Err(closed()),
        }
        Ok(response)
    }
}

/// A byte, and then no more.
#[derive(Debug)]
struct Half {
    is_written: bool,
}

impl Body for Half {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let is_written = std::mem::replace(&mut self.is_written, true);
        Poll::Ready(Some(if is_written { Err(closed()) } else { Ok(Frame::data(Bytes::from_static(b"1"))) }))
    }
}

/// A body that never ends.
#[derive(Debug)]
struct Drip(Interval);

impl Body for Drip {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_tick(task).map(|_| Some(Ok(Frame::data(Bytes::from_static(b" ")))))
    }
}

fn closed() -> io::Error {
    io::Error::from(io::ErrorKind::ConnectionAborted)
}

fn never(never: Infallible) -> io::Error {
    match never {}
}
