//! The wire format of protocol buffers: where a message is written, or only measured.

/// A message whose fields are written in one place, for measuring and for writing.
pub(crate) trait WireMessage {
    fn encode<S: Sink>(&self, sink: &mut S);
}

/// Takes the fields of a message.
pub(crate) trait Sink: Sized {
    fn varint(&mut self, value: u64);

    /// Bytes as they are, without field number and length.
    fn raw(&mut self, bytes: &[u8]);

    /// A message within the message.
    fn message<M: WireMessage>(&mut self, field: u32, message: &M);

    fn tag(&mut self, field: u32, wire_type: WireType) {
        self.varint(u64::from(field << 3 | wire_type as u32));
    }

    /// Written even where it is empty.
    fn bytes(&mut self, field: u32, bytes: &[u8]) {
        self.tag(field, WireType::Length);
        self.varint(bytes.len() as u64);
        self.raw(bytes);
    }

    /// Left out where it is empty, as proto3 has it.
    fn string(&mut self, field: u32, text: &str) {
        if !text.is_empty() {
            self.bytes(field, text.as_bytes());
        }
    }

    /// Left out where it is zero.
    fn number(&mut self, field: u32, number: u64) {
        if number != 0 {
            self.tag(field, WireType::Varint);
            self.varint(number);
        }
    }

    fn fixed64(&mut self, field: u32, number: u64) {
        self.tag(field, WireType::Fixed64);
        self.raw(&number.to_le_bytes());
    }

    fn fixed32(&mut self, field: u32, number: u32) {
        self.tag(field, WireType::Fixed32);
        self.raw(&number.to_le_bytes());
    }
}

/// How a field's value is written.
#[derive(Clone, Copy)]
pub(crate) enum WireType {
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}

/// Bytes of a varint: seven bits in each.
pub(super) const fn varint_size(value: u64) -> usize {
    (64 - (value | 1).leading_zeros()).div_ceil(7) as usize
}

/// Encoded size of a field that is `size` bytes long.
pub(super) const fn field_size(field: u32, size: usize) -> usize {
    varint_size((field << 3) as u64) + varint_size(size as u64) + size
}

/// Counts what would be written.
#[derive(Default)]
pub(super) struct Size(pub(super) usize);

impl Size {
    pub(super) fn of(message: &impl WireMessage) -> usize {
        let mut size = Self::default();
        message.encode(&mut size);
        size.0
    }
}

impl Sink for Size {
    fn varint(&mut self, value: u64) {
        self.0 += varint_size(value);
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }

    fn message<M: WireMessage>(&mut self, field: u32, message: &M) {
        self.0 += field_size(field, Self::of(message));
    }
}

impl Sink for Vec<u8> {
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.push(value as u8);
    }

    fn raw(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn message<M: WireMessage>(&mut self, field: u32, message: &M) {
        self.tag(field, WireType::Length);
        self.varint(Size::of(message) as u64);
        message.encode(self);
    }
}
