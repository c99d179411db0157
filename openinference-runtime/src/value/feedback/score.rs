//! The result of a judgement as a number.

/// A result as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Score {
    /// A whole number.
    Integer(i64),
    /// Any other; finite.
    Float(f64),
}

macro_rules! scores {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Score {
            fn from(score: $from) -> Self {
                Self::$variant(score.into())
            }
        }
    )*};
}

scores!(i8 => Integer, i16 => Integer, i32 => Integer, i64 => Integer, u8 => Integer, u16 => Integer, u32 => Integer,
    bool => Integer, f32 => Float, f64 => Float);
