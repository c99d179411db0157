//! Fields that are one text or one number.

use std::borrow::Cow;

use super::field::{FieldValue, role};
use crate::config::TraceConfig;
use crate::semconv::{LlmProvider, LlmSystem};
use crate::value::{Cost, DocumentId, Role, TokenCount};

macro_rules! fields {
    ($($meaning:ident { $($from:ty = |$field:ident| $make:expr;)* })*) => {$($(
        impl FieldValue<role::$meaning> for $from {
            fn write_to(&self, _: &TraceConfig, to: &mut <role::$meaning as super::FieldRole>::Value) {
                let $field = self;
                *to = $make;
            }
        }
    )*)*};
}

fields! {
    Text {
        str = |text| Some(text.to_owned());
        String = |text| Some(text.clone());
        Cow<'_, str> = |text| Some(text.clone().into_owned());
        char = |letter| Some(letter.to_string());
        LlmProvider = |provider| Some(provider.as_str().to_owned());
        LlmSystem = |system| Some(system.as_str().to_owned());
        Role = |role| Some(role.as_str().to_owned());
    }
    Identifier {
        str = |id| Some(id.into());
        String = |id| Some(id.as_str().into());
        Cow<'_, str> = |id| Some((&**id).into());
        DocumentId = |id| Some(id.clone());
    }
    Number {
        f32 = |number| Some(f64::from(*number));
        f64 = |number| Some(*number);
    }
    TokenCount {
        TokenCount = |count| *count;
    }
    Cost {
        Cost = |cost| *cost;
        f32 = |total| Cost::of_total(f64::from(*total));
        f64 = |total| Cost::of_total(*total);
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        fields! {
            Count { $integer = |count| u64::try_from(*count).ok(); }
            // Beyond 2^53 a score is not what distinguishes documents.
            Number { $integer = |number| Some(*number as f64); }
        }
    )*};
    (id: $($integer:ty)*) => {$(
        fields! { Identifier { $integer = |id| Some((*id).into()); } }
    )*};
}

integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
integers!(id: i32 i64 isize u32 u64 usize);
