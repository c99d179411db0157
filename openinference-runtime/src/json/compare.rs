//! Comparing with plain values, as tests do.

use super::value::Json;

impl PartialEq<str> for Json {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Json {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<String> for Json {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<bool> for Json {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
    }
}

impl PartialEq<f64> for Json {
    fn eq(&self, other: &f64) -> bool {
        self.as_f64() == Some(*other)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl PartialEq<$number> for Json {
            fn eq(&self, other: &$number) -> bool {
                match self {
                    Self::Int(value) => i128::try_from(*other) == Ok(i128::from(*value)),
                    Self::UInt(value) => i128::try_from(*other) == Ok(i128::from(*value)),
                    _ => false,
                }
            }
        }
    )*};
}

whole_numbers!(i32, i64, u32, u64, usize);

impl<T> PartialEq<[T]> for Json
where
    Json: PartialEq<T>,
{
    fn eq(&self, other: &[T]) -> bool {
        self.as_array()
            .is_some_and(|items| items.len() == other.len() && items.iter().zip(other).all(|(a, b)| a == b))
    }
}

impl<T, const N: usize> PartialEq<[T; N]> for Json
where
    Json: PartialEq<T>,
{
    fn eq(&self, other: &[T; N]) -> bool {
        <Self as PartialEq<[T]>>::eq(self, other)
    }
}
