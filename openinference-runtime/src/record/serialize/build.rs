//! The value under construction.
//!
//! It is kept outside of the serialiser's return values, so that a serialisation that is stopped in the middle, because
//! the budget is used up, leaves what it has built so far.

use std::fmt;

use memchr::memchr2;
use serde::Serialize;
use serde::ser;

use super::kind_of_type::KindOfType;
use super::known::Known;
use crate::config::{REDACTED, TraceConfig, is_schema, is_value, write_keywords};
use crate::json::{JsonRef, MAX_DEPTH, TOO_DEEP, Tape, has_nul, is_plain};
use crate::limit;

/// What stands for the content of a lock: recording does not wait for whoever holds it.
pub(in crate::record) const LOCKED: &str = "<locked>";

/// Why a serialisation ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// There is no room left.
    Full,
    /// The value's implementation returned an error.
    Failed(String),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("there is no room left"),
            Self::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Stop {}

impl ser::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Failed(message.to_string())
    }
}

pub(super) struct TapeSerializer<'c> {
    pub(super) config: &'c TraceConfig,
    budget: usize,
    /// Longest single text, in bytes.
    longest: usize,
    /// Whether texts are shown to somebody before they are kept.
    redacts: bool,
    tape: Tape,
    known: Box<Known>,
    /// What comes next is what a type of `secrecy` holds, unless it is a list or an object of other types.
    is_wrapped_secret: bool,
}

impl<'c> TapeSerializer<'c> {
    pub(super) fn new(config: &'c TraceConfig, budget: usize) -> Self {
        Self {
            config,
            budget,
            longest: config.value_length_limit(),
            redacts: config.has_redactors(),
            tape: Tape::take(),
            known: Known::take(config),
            is_wrapped_secret: false,
        }
    }

    /// For text that is going to be read rather than shown: nothing is cut.
    pub(super) fn unbounded(config: &'c TraceConfig) -> Self {
        Self { longest: usize::MAX, ..Self::new(config, usize::MAX) }
    }

    /// Whether what comes next is all there is.
    pub(super) fn is_whole_value(&self) -> bool {
        self.tape.depth() == 0
    }

    /// Serialises `value` in the current place.
    #[inline]
    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        match self.known.types.kind::<T>() {
            KindOfType::Plain => {
                self.is_wrapped_secret = false;
                value.serialize(self)
            }
            KindOfType::Secret => self.put_static(REDACTED),
            KindOfType::AroundSecret => {
                self.is_wrapped_secret = true;
                let written = value.serialize(&mut *self);
                self.is_wrapped_secret = false;
                written
            }
            KindOfType::Lock => self.put_static(LOCKED),
        }
    }

    /// The value as it stands; what is open is closed with a marker.
    pub(super) fn finish(self) -> Tape {
        let Self { mut tape, known, .. } = self;
        tape.finish();
        known.keep();
        tape
    }

    pub(super) fn put_null(&mut self) -> Result<(), Stop> {
        self.spend(LITERAL)?;
        self.tape.null();
        Ok(())
    }

    pub(super) fn put_bool(&mut self, value: bool) -> Result<(), Stop> {
        if self.is_wrapped_secret {
            return self.put_static(REDACTED);
        }
        self.spend(LITERAL)?;
        self.tape.bool(value);
        Ok(())
    }

    pub(super) fn put_i64(&mut self, value: i64) -> Result<(), Stop> {
        if self.is_wrapped_secret {
            return self.put_static(REDACTED);
        }
        self.spend(NUMBER)?;
        self.tape.i64(value);
        Ok(())
    }

    pub(super) fn put_u64(&mut self, value: u64) -> Result<(), Stop> {
        if self.is_wrapped_secret {
            return self.put_static(REDACTED);
        }
        self.spend(NUMBER)?;
        self.tape.u64(value);
        Ok(())
    }

    pub(super) fn put_f64(&mut self, value: f64) -> Result<(), Stop> {
        if self.is_wrapped_secret {
            return self.put_static(REDACTED);
        }
        if !value.is_finite() {
            return self.put_static(crate::json::not_finite(value));
        }
        self.spend(NUMBER)?;
        self.tape.f64(value);
        Ok(())
    }

    /// A text of ours, as it is.
    pub(super) fn put_static(&mut self, text: &'static str) -> Result<(), Stop> {
        self.spend(text.len() + QUOTES)?;
        self.tape.static_string(text);
        Ok(())
    }

    #[inline]
    pub(super) fn put_text(&mut self, text: &str) -> Result<(), Stop> {
        let cost = text.len() + QUOTES + 1;
        // Most texts have room and nothing in them that is looked at more closely.
        if text.len() <= self.longest
            && cost <= self.budget
            && !self.redacts
            && !text.starts_with("data:")
            && is_plain(text)
            && !self.is_wrapped_secret
            // What has no quotation marks and neither of these names nothing.
            && memchr2(b':', b'=', text.as_bytes()).is_none()
        {
            self.budget -= cost;
            self.tape.plain_string(text);
            return Ok(());
        }
        self.put_any_text(text)
    }

    fn put_any_text(&mut self, text: &str) -> Result<(), Stop> {
        if self.is_wrapped_secret {
            return self.put_static(REDACTED);
        }
        if self.config.is_oversized_data_url(text) {
            let stand_in = self.config.image_stand_in(text);
            self.spend(stand_in.len() + QUOTES)?;
            self.tape.string(&stand_in);
            return Ok(());
        }
        // Before anything is cut, so that nothing is cut in two that would have been found whole.
        let redacted = self.config.redact_text(text);
        let text = &*redacted;
        // A text that is the whole value may be a payload, which can only be read when it is whole.
        let longest = if self.is_whole_value() { usize::MAX } else { self.longest };
        let room = self.budget.saturating_sub(QUOTES).min(longest);
        let whole = text.len() <= room;
        let kept = limit::cut(text, room);
        if !whole && room != longest {
            self.tape.string_without_nul(&kept);
            return Err(Stop::Full);
        }
        if !has_nul(&kept) {
            self.spend(kept.len() + QUOTES)?;
            self.tape.string(&kept);
            return Ok(());
        }
        // What is left out of it costs nothing.
        self.spend(kept.bytes().filter(|byte| *byte != 0).count() + QUOTES)?;
        self.tape.string_without_nul(&kept);
        Ok(())
    }

    /// Opens a list. `false` when it is nested too deeply: a marker stands for it, and its items are not wanted.
    pub(super) fn open_list(&mut self, expected: Option<usize>) -> Result<bool, Stop> {
        if !self.has_room_below()? {
            return Ok(false);
        }
        self.tape.open_array(expected);
        Ok(true)
    }

    /// Opens an object, as [`open_list`](Self::open_list) does a list.
    pub(super) fn open_object(&mut self, expected: Option<usize>) -> Result<bool, Stop> {
        if !self.has_room_below()? {
            return Ok(false);
        }
        self.tape.open_object(expected);
        Ok(true)
    }

    fn has_room_below(&mut self) -> Result<bool, Stop> {
        self.is_wrapped_secret = false;
        if self.tape.depth() >= MAX_DEPTH {
            self.put_static(TOO_DEEP)?;
            return Ok(false);
        }
        self.spend(BRACKETS)?;
        Ok(true)
    }

    /// Names the next value of the open object. Says whether the name is that of a secret.
    #[inline]
    pub(super) fn key(&mut self, name: &'static str) -> Result<bool, Stop> {
        self.spend(name.len() + QUOTES + 1)?;
        let (name, is_secret) = self.known.names.field(name, self.config);
        self.tape.static_name(name);
        Ok(is_secret)
    }

    /// As [`key`](Self::key), by a value that need not be a text. Says whether the name is that of a secret,
    /// and whether it is one that another field may name.
    pub(super) fn map_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(bool, bool), Stop> {
        let budget = self.budget;
        let scope = self.tape.begin_name();
        let written = key.serialize(&mut *self);
        self.budget = budget;
        let name = self.tape.end_name(scope, self.config.value_length_limit());
        let (is_secret, length) = (self.known.names.is_secret_field(name, self.config), name.len());
        let is_value = is_value(name);
        match written {
            Ok(()) | Err(Stop::Full) => {}
            Err(failed) => return Err(failed),
        }
        let paid = self.spend(length + QUOTES + 1);
        if paid.is_err() {
            self.tape.forget_name();
        }
        paid.map(|()| (is_secret, is_value))
    }

    /// A field of the open object; the value of a secret is not looked at.
    #[inline]
    pub(super) fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Stop> {
        if self.key(name)? { self.secret(value) } else { self.value(value) }
    }

    /// The value of a field that is named like a secret: not looked at, except among the `properties` of a JSON schema,
    /// where the field only says what such a value would look like.
    pub(super) fn secret<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if self.tape.name_of_open() == Some("properties") {
            let mut apart = Self::new(self.config, self.budget);
            if apart.value(value).is_ok() {
                let described = apart.finish();
                if is_schema(described.view()) {
                    self.spend(described.view().size())?;
                    write_keywords(described.view(), &mut self.tape);
                    return Ok(());
                }
            }
        }
        self.put_static(REDACTED)
    }

    /// Whether a type is named like a secret.
    pub(super) fn is_secret_type(&mut self, name: &'static str) -> bool {
        self.known.names.field(name, self.config).1
    }

    /// Redacts what is named by another field of the open object.
    pub(super) fn redact_labelled(&mut self) {
        let config = self.config;
        let fields = self.tape.view_open().and_then(JsonRef::as_object);
        if fields.is_some_and(|fields| config.labels_secret(fields)) {
            self.tape.replace_members(|_, name| is_value(name), REDACTED);
        }
    }

    /// Redacts the second item of the open list where the first one names a secret.
    pub(super) fn redact_pair(&mut self) {
        let (config, called) = (self.config, self.tape.name_of_open());
        let items = self.tape.view_open().and_then(JsonRef::as_array);
        if items.is_some_and(|items| items.len() == 2 && config.is_secret_pair(items, called)) {
            self.tape.replace_members(|member, _| member == 1, REDACTED);
        }
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        self.tape.close();
    }

    #[inline]
    fn spend(&mut self, bytes: usize) -> Result<(), Stop> {
        // And the comma.
        let rest = self.budget.checked_sub(bytes + 1);
        self.budget = rest.unwrap_or_default();
        rest.map(|_| ()).ok_or(Stop::Full)
    }
}

/// About how long the text of a value is.
pub(super) const QUOTES: usize = 2;
pub(super) const BRACKETS: usize = 2;
pub(super) const LITERAL: usize = 4;
pub(super) const NUMBER: usize = 8;
