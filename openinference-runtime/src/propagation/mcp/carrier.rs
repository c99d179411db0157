//! What has a `_meta`.

use std::ops::DerefMut;

use rmcp::model::{GetMeta, MetaObject, NotificationMetaObject, RequestMetaObject, RequestParamsMeta};
use rmcp::service::{NotificationContext, RequestContext, ServiceRole};

use crate::propagation::carrier::way::{ByMcp, ByMcpMessage, ByMcpParams};
use crate::propagation::{ExtractCarrier, InjectCarrier};

/// The maps themselves, at any depth of their wrappers.
macro_rules! maps {
    ($($map:ty),+) => {$(
        impl InjectCarrier<ByMcp> for $map {
            fn put(&mut self, key: &str, value: String) {
                self.insert(key.to_owned(), value.into());
            }
        }

        impl ExtractCarrier<ByMcp> for $map {
            fn value(&self, key: &str) -> Option<&str> {
                self.get(key)?.as_str()
            }

            fn names(&self) -> Vec<&str> {
                self.keys().map(String::as_str).collect()
            }

            fn lines(&self, key: &str) -> Vec<&str> {
                let of_key = self.iter().filter(|(name, _)| name.eq_ignore_ascii_case(key));
                of_key.filter_map(|(_, value)| value.as_str()).collect()
            }
        }
    )+};
}

maps!(MetaObject, RequestMetaObject, NotificationMetaObject);

/// Parameters of requests.
impl<P: RequestParamsMeta> InjectCarrier<ByMcpParams> for P {
    fn put(&mut self, key: &str, value: String) {
        self.meta_or_default().put(key, value);
    }
}

impl<P: RequestParamsMeta> ExtractCarrier<ByMcpParams> for P {
    fn value(&self, key: &str) -> Option<&str> {
        self.meta()?.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.meta().map(ExtractCarrier::names).unwrap_or_default()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.meta().map(|meta| meta.lines(key)).unwrap_or_default()
    }
}

/// Requests and notifications as a whole.
impl<M> InjectCarrier<ByMcpMessage> for M
where
    M: GetMeta,
    M::Metadata: DerefMut<Target = MetaObject>,
{
    fn put(&mut self, key: &str, value: String) {
        self.get_meta_mut().put(key, value);
    }
}

/// What a handler is told of a request.
impl<R: ServiceRole> ExtractCarrier<ByMcp> for RequestContext<R> {
    fn value(&self, key: &str) -> Option<&str> {
        self.meta.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.meta.names()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.meta.lines(key)
    }
}

/// What a handler is told of a notification.
impl<R: ServiceRole> ExtractCarrier<ByMcp> for NotificationContext<R> {
    fn value(&self, key: &str) -> Option<&str> {
        meta_of(self).value(key)
    }

    fn names(&self) -> Vec<&str> {
        meta_of(self).names()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        meta_of(self).lines(key)
    }
}

/// `rmcp` 3.9 takes the extensions out of a notification before it looks for the `_meta` among them, so that `meta`
/// stays empty.
fn meta_of<R: ServiceRole>(context: &NotificationContext<R>) -> &NotificationMetaObject {
    if context.meta.is_empty() { context.extensions.get().unwrap_or(&context.meta) } else { &context.meta }
}
