//! The wire format of protobuf, as far as it takes to find the messages within messages: `prost` gives nothing of a message that
//! is cut, this gives all that stands before the cut.

use std::ops::Range;

/// A field of a message.
pub(super) struct Field {
    pub(super) number: u64,
    /// The bytes of a field that has a length. None for numbers.
    pub(super) bytes: Option<Range<usize>>,
    /// Whether the field ends behind the end of the file.
    pub(super) is_cut: bool,
}

/// Why a message cannot be followed further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The file ends.
    Cut,
    /// It is no protobuf.
    Garbage,
}

/// The fields of the message that stands in `range` of `file`.
pub(super) struct Fields<'f> {
    file: &'f [u8],
    at: usize,
    end: usize,
}

impl<'f> Fields<'f> {
    pub(super) fn new(file: &'f [u8], range: Range<usize>) -> Self {
        Self { file, at: range.start, end: range.end.min(file.len()) }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn varint(&mut self) -> Result<u64, Stop> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            if self.at >= self.end {
                return Err(Stop::Cut);
            }
            let byte = self.file[self.at];
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Stop::Garbage)
    }

    fn skip(&mut self, length: usize) -> Result<(), Stop> {
        let next = self.at.checked_add(length).filter(|next| *next <= self.end).ok_or(Stop::Cut)?;
        self.at = next;
        Ok(())
    }

    fn field(&mut self) -> Result<Field, Stop> {
        let tag = self.varint()?;
        let number = tag >> 3;
        if number == 0 {
            return Err(Stop::Garbage);
        }
        let plain = Field { number, bytes: None, is_cut: false };
        match tag & 7 {
            0 => self.varint().map(|_| plain),
            1 => self.skip(8).map(|()| plain),
            5 => self.skip(4).map(|()| plain),
            2 => {
                let length = usize::try_from(self.varint()?).map_err(|_| Stop::Garbage)?;
                let start = self.at;
                let end = start.checked_add(length).ok_or(Stop::Garbage)?;
                let is_cut = end > self.end;
                self.at = end.min(self.end);
                Ok(Field { bytes: Some(start..self.at), is_cut, ..plain })
            }
            // Groups are older than OTLP.
            _ => Err(Stop::Garbage),
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = Result<Field, Stop>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.at = self.end;
        }
        Some(field)
    }
}
