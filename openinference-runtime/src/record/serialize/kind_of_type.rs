//! What is known of a value by its type alone, before its own code runs.

use std::any::type_name;

/// How values of a type are recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum KindOfType {
    /// By their own `Serialize`.
    Plain,
    /// Not at all: a type of the crate `secrecy`. What somebody has wrapped so that it is not shown is not shown, even
    /// where it may be serialised.
    Secret,
    /// By its own `Serialize`, but for what is written in its place: it has a type of the crate `secrecy` among its parameters, and
    /// may hand over what that one holds.
    AroundSecret,
    /// Not at all: a lock. Its `Serialize` would wait for whoever holds it, for ever if that is who records it.
    Lock,
}

/// The types that a value has had so far: a list has many values of few types.
#[derive(Debug, Default)]
pub(super) struct KnownTypes([Option<(&'static str, KindOfType)>; PLACES]);

const PLACES: usize = 32;

impl KnownTypes {
    /// What kind of type `T` is.
    #[inline]
    pub(super) fn kind<T: ?Sized>(&mut self) -> KindOfType {
        let name = type_name::<T>();
        // The name is a constant, so that the compiler has an answer for most types already.
        if (NOTABLE.iter().any(|start| name.starts_with(start)) || name.ends_with('>'))
            && !COMMON.contains(&name)
        {
            self.look_up(name)
        } else {
            KindOfType::Plain
        }
    }

    fn look_up(&mut self, name: &'static str) -> KindOfType {
        let address = name.as_ptr() as usize;
        let place = &mut self.0[(address ^ address >> 6) % PLACES];
        match place {
            // The same type has the same text at the same address, most of the time, and the text says all.
            Some((known, kind)) if std::ptr::eq(*known, name) => *kind,
            _ => place.insert((name, of_name(name))).1,
        }
    }
}

/// What wraps a value without being one to look at.
const WRAPPERS: [&str; 10] = [
    "&",
    "mut ",
    "alloc::boxed::Box<",
    "alloc::sync::Arc<",
    "alloc::rc::Rc<",
    "alloc::sync::Weak<",
    "alloc::rc::Weak<",
    "alloc::borrow::Cow<",
    "core::option::Option<",
    "core::cell::RefCell<",
];

/// How names begin of types that are looked at more closely.
const NOTABLE: [&str; 12] = [
    "&",
    "alloc::boxed::Box<",
    "alloc::sync::",
    "alloc::rc::",
    "alloc::borrow::Cow<",
    "core::option::Option<",
    "core::cell::",
    "secrecy::",
    "std::sync::",
    "lock_api::",
    "parking_lot::",
    "dashmap::",
];

/// Names of types that begin so and hold nothing but text.
const COMMON: [&str; 4] = [
    "&str",
    "alloc::borrow::Cow<str>",
    "core::option::Option<&str>",
    "core::option::Option<alloc::string::String>",
];

fn of_name(mut name: &str) -> KindOfType {
    while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| name.strip_prefix(wrapper)) {
        name = inner;
    }
    let path = name.split('<').next().unwrap_or_default();
    if path.starts_with("secrecy::") {
        KindOfType::Secret
    } else if is_lock(path) {
        KindOfType::Lock
    } else if name.contains("secrecy::") {
        KindOfType::AroundSecret
    } else {
        KindOfType::Plain
    }
}

/// Whether the path of a type is that of a lock, wherever its crate keeps it.
fn is_lock(path: &str) -> bool {
    let Some((module, name)) = path.rsplit_once("::") else { return false };
    match module.split("::").next() {
        Some("std") => {
            module.starts_with("std::sync") && matches!(name, "Mutex" | "RwLock" | "ReentrantLock")
        }
        Some("lock_api" | "parking_lot") => {
            matches!(name, "Mutex" | "RwLock" | "ReentrantMutex" | "FairMutex")
        }
        Some("dashmap") => matches!(name, "DashMap" | "DashSet"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::collections::BTreeMap;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;
    use std::sync::{Arc, Mutex, RwLock};

    use serde::Serialize;

    use super::*;
    use crate::config::TraceConfig;
    use crate::record::to_json;

    /// A lock that says so when it is touched: it is poisoned, of which its `Serialize` makes an error.
    fn mutex() -> Mutex<u8> {
        let mutex = Mutex::new(7);
        let _ = catch_unwind(AssertUnwindSafe(|| {
            let _held = mutex.lock();
            panic!("poisoned")
        }));
        assert!(mutex.is_poisoned());
        mutex
    }

    fn rw_lock() -> RwLock<u8> {
        let lock = RwLock::new(7);
        let _ = catch_unwind(AssertUnwindSafe(|| {
            let _held = lock.write();
            panic!("poisoned")
        }));
        lock
    }

    #[derive(Serialize)]
    struct Fields<'a> {
        field: Mutex<u8>,
        read: RwLock<u8>,
        shared: Arc<Mutex<u8>>,
        option: Option<RwLock<u8>>,
        tuple: (u8, Mutex<u8>),
        list: Vec<Arc<RwLock<u8>>>,
        map: BTreeMap<&'static str, Mutex<u8>>,
        nested: Option<Box<Newtype>>,
        borrowed: &'a Mutex<u8>,
        within: Rc<Option<Newtype>>,
        variants: Vec<Variant>,
    }

    #[derive(Serialize)]
    struct Newtype(Box<Mutex<u8>>);

    #[derive(Serialize)]
    enum Variant {
        Newtype(Mutex<u8>),
        Tuple(u8, RwLock<u8>),
        Struct { field: Option<Arc<Mutex<u8>>> },
    }

    #[test]
    fn a_lock_below_the_top_is_never_touched() {
        let borrowed = mutex();
        let value = Fields {
            field: mutex(),
            read: rw_lock(),
            shared: Arc::new(mutex()),
            option: Some(rw_lock()),
            tuple: (1, mutex()),
            list: vec![Arc::new(rw_lock())],
            map: BTreeMap::from([("a", mutex())]),
            nested: Some(Box::new(Newtype(Box::new(mutex())))),
            borrowed: &borrowed,
            within: Rc::new(Some(Newtype(Box::new(mutex())))),
            variants: vec![
                Variant::Newtype(mutex()),
                Variant::Tuple(1, rw_lock()),
                Variant::Struct { field: Some(Arc::new(mutex())) },
            ],
        };
        let written = to_json(&value, &TraceConfig::default()).map(|json| json.write(1000));
        assert_eq!(
            written.as_deref(),
            Ok(concat!(
                r#"{"field":"<locked>","read":"<locked>","shared":"<locked>","option":"<locked>","#,
                r#""tuple":[1,"<locked>"],"list":["<locked>"],"map":{"a":"<locked>"},"nested":"<locked>","#,
                r#""borrowed":"<locked>","within":"<locked>","variants":[{"Newtype":"<locked>"},"#,
                r#"{"Tuple":[1,"<locked>"]},{"Struct":{"field":"<locked>"}}]}"#
            ))
        );
    }

    /// The names that a compiler gives to types may change with it.
    #[test]
    fn locks_are_known_by_their_names_of_today() {
        let mut types = KnownTypes::default();
        assert_eq!(types.kind::<Mutex<String>>(), KindOfType::Lock);
        assert_eq!(types.kind::<RwLock<Vec<u8>>>(), KindOfType::Lock);
        assert_eq!(types.kind::<&mut Arc<Option<Box<Mutex<()>>>>>(), KindOfType::Lock);
        assert_eq!(types.kind::<Cow<'static, str>>(), KindOfType::Plain);
        assert_eq!(
            types.kind::<Vec<Mutex<()>>>(),
            KindOfType::Plain,
            "what is in it is looked at one by one"
        );
        assert_eq!(types.kind::<std::sync::atomic::AtomicU8>(), KindOfType::Plain);
        for (name, kind) in [
            ("lock_api::mutex::Mutex<parking_lot::raw_mutex::RawMutex, u8>", KindOfType::Lock),
            (
                "alloc::sync::Arc<lock_api::rwlock::RwLock<parking_lot::raw_rwlock::RawRwLock, u8>>",
                KindOfType::Lock,
            ),
            ("dashmap::DashMap<alloc::string::String, u8>", KindOfType::Lock),
            ("core::option::Option<&secrecy::SecretBox<str>>", KindOfType::Secret),
            ("my::sync::Mutex<u8>", KindOfType::Plain),
            ("core::cmp::Reverse<secrecy::SecretBox<str>>", KindOfType::AroundSecret),
            ("my::Transparent<&secrecy::SecretBox<str>>", KindOfType::AroundSecret),
        ] {
            assert_eq!(of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn a_type_is_looked_up_once_and_never_taken_for_another() {
        let mut types = KnownTypes::default();
        for _ in 0..3 {
            assert_eq!(types.kind::<Option<Mutex<u8>>>(), KindOfType::Lock);
            assert_eq!(types.kind::<Option<u8>>(), KindOfType::Plain);
            assert_eq!(types.kind::<&u8>(), KindOfType::Plain);
            assert_eq!(types.kind::<&Mutex<u8>>(), KindOfType::Lock);
        }
    }
}
