use std::fmt;
use std::num::ParseIntError;

macro_rules! ids {
    ($($name:ident: $number:ident, $bytes:literal;)*) => {$(
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name($number);

        impl $name {
            pub const INVALID: Self = Self(0);

            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self($number::from_be_bytes(bytes))
            }

            pub const fn to_bytes(self) -> [u8; $bytes] {
                self.0.to_be_bytes()
            }

            pub fn from_hex(hex: &str) -> Result<Self, ParseIntError> {
                $number::from_str_radix(hex, 16).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:01$x}", self.0, 2 * $bytes)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

ids! {
    TraceId: u128, 16;
    SpanId: u64, 8;
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TraceFlags(u8);

impl TraceFlags {
    pub const NOT_SAMPLED: Self = Self(0);
    pub const SAMPLED: Self = Self(1);

    pub fn is_sampled(&self) -> bool {
        self.0 & 1 == 1
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TraceState(());

impl TraceState {
    pub const NONE: Self = Self(());
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SpanContext {
    trace: TraceId,
    span: SpanId,
    flags: TraceFlags,
    remote: bool,
    state: TraceState,
}

impl SpanContext {
    pub const NONE: Self = Self {
        trace: TraceId::INVALID,
        span: SpanId::INVALID,
        flags: TraceFlags::NOT_SAMPLED,
        remote: false,
        state: TraceState::NONE,
    };

    pub fn empty_context() -> Self {
        Self::NONE
    }

    pub fn new(trace: TraceId, span: SpanId, flags: TraceFlags, remote: bool, state: TraceState) -> Self {
        Self { trace, span, flags, remote, state }
    }

    pub fn trace_id(&self) -> TraceId {
        self.trace
    }

    pub fn span_id(&self) -> SpanId {
        self.span
    }

    pub fn trace_flags(&self) -> TraceFlags {
        self.flags
    }

    pub fn is_valid(&self) -> bool {
        self.trace != TraceId::INVALID && self.span != SpanId::INVALID
    }

    pub fn is_remote(&self) -> bool {
        self.remote
    }

    pub fn is_sampled(&self) -> bool {
        self.flags.is_sampled()
    }

    pub fn trace_state(&self) -> &TraceState {
        &self.state
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SpanKind {
    Client,
    Server,
    Producer,
    Consumer,
    #[default]
    Internal,
}
