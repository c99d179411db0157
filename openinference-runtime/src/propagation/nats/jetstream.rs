//! The headers of JetStream's messages.

use async_nats::jetstream::Message;

use crate::propagation::ExtractCarrier;
use crate::propagation::carrier::way::ByNats;

impl ExtractCarrier<ByNats> for Message {
    fn value(&self, key: &str) -> Option<&str> {
        self.message.value(key)
    }

    fn names(&self) -> Vec<&str> {
        self.message.names()
    }

    fn lines(&self, key: &str) -> Vec<&str> {
        self.message.lines(key)
    }
}
