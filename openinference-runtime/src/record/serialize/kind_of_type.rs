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
    /// Not at all: a lock. Its `Serialize` would wait for whoever holds it, for ever if that is who records it.
    Lock,
}

/// The types that a value has had so far: a list has many values of few types.
#[derive(Debug, Default)]
pub(super) struct KnownTypes([Option<(&'static str, KindOfType)>; 8]);

impl KnownTypes {
    /// What kind of type `T` is.
    #[inline]
    pub(super) fn kind<T: ?Sized>(&mut self) -> KindOfType {
        let name = type_name::<T>();
        // The name is a constant, so that the compiler has an answer for most types already.
        if NOTABLE.iter().any(|start| name.starts_with(start)) {
            self.look_up(name)
        } else {
            KindOfType::Plain
        }
    }

    fn look_up(&mut self, name: &'static str) -> KindOfType {
        let place = &mut self.0[(name.as_ptr() as usize >> 3) % 8];
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

fn of_name(mut name: &str) -> KindOfType {
    while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| name.strip_prefix(wrapper)) {
        name = inner;
    }
    let path = name.split('<').next().unwrap_or_default();
    if path.starts_with("secrecy::") {
        KindOfType::Secret
    } else if is_lock(path) {
        KindOfType::Lock
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
