//! The fields of an encoded message, for answers of collectors and for spans that are encoded already.

/// A field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WireField<'m> {
    /// A number, or one of an enumeration.
    Varint(u64),
    /// Text, bytes or a message.
    Bytes(&'m [u8]),
    /// A number of four or eight bytes: nothing that is read here.
    Fixed,
}

impl<'m> WireField<'m> {
    /// Empty where it is none.
    pub(crate) fn bytes(self) -> &'m [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Varint(_) | Self::Fixed => &[],
        }
    }

    /// Zero where it is none.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Varint(number) => number.cast_signed(),
            Self::Bytes(_) | Self::Fixed => 0,
        }
    }
}

/// The fields of `message` with their numbers, as far as it is well-formed.
pub(crate) fn fields(message: &[u8]) -> impl Iterator<Item = (u64, WireField<'_>)> {
    let mut rest = message;
    std::iter::from_fn(move || field(&mut rest))
}

fn field<'m>(rest: &mut &'m [u8]) -> Option<(u64, WireField<'m>)> {
    let tag = varint(rest)?;
    let field = match tag & 7 {
        0 => WireField::Varint(varint(rest)?),
        1 => fixed(rest, 8)?,
        2 => {
            let length = usize::try_from(varint(rest)?).ok()?;
            WireField::Bytes(take(rest, length)?)
        }
        5 => fixed(rest, 4)?,
        // Groups, which proto3 does not have.
        _ => return None,
    };
    Some((tag >> 3, field))
}

fn fixed<'m>(rest: &mut &'m [u8], length: usize) -> Option<WireField<'m>> {
    take(rest, length).map(|_| WireField::Fixed)
}

fn take<'m>(rest: &mut &'m [u8], length: usize) -> Option<&'m [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for index in 0..10 {
        let (&byte, left) = rest.split_first()?;
        *rest = left;
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
