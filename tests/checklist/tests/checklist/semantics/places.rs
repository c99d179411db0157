//! E38: places in the source are those of the plain function. E42: `#[track_caller]`.

use std::panic::{Location, catch_unwind};
use std::sync::Mutex;

use openinference_checklist::{block_on, call, call_sync, spanned_sync};
use openinference_runtime::chain_span;
use openinference_runtime::testing::SpanStatus;

/// Where the panic of this closure was, by the hook's view.
fn place(f: impl FnOnce() -> u8 + std::panic::UnwindSafe) -> (String, u32, u32) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    static PLACES: Mutex<Vec<(std::thread::ThreadId, String, u32, u32)>> = Mutex::new(Vec::new());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|info| {
        let at = info.location().expect("panics have places");
        let thread = std::thread::current().id();
        PLACES.lock().expect("no panic here").push((thread, at.file().to_owned(), at.line(), at.column()));
    }));
    let caught = catch_unwind(f);
    std::panic::set_hook(before);
    assert!(caught.is_err());
    // Other tests panic at the same time.
    let mut places = PLACES.lock().expect("no panic here");
    let mine = places.iter().position(|(thread, ..)| *thread == std::thread::current().id());
    let (_, file, line, column) = places.swap_remove(mine.expect("the hook ran"));
    (file, line, column)
}

#[rustfmt::skip]
mod lines {
    use openinference_runtime::chain_span;

    #[chain_span]
    pub fn sync() -> u32 { line!() } pub const SYNC: u32 = line!();
    #[chain_span]
    pub async fn later() -> u32 { line!() } pub const LATER: u32 = line!();
    #[chain_span]
    pub fn column() -> u32 { column!() } pub const COLUMN: u32 = 30;
    #[chain_span]
    pub fn panics(a: Option<u8>) -> u8 { a.unwrap() } pub const PANICS: (u32, u32) = (line!(), 44);
    #[chain_span]
    pub async fn panics_later(a: Option<u8>) -> u8 { a.unwrap() } pub const LATER_PANICS: (u32, u32) = (line!(), 56);
    #[chain_span]
    pub fn location() -> super::At { super::caller() } pub const LOCATION: (u32, u32) = (line!(), 38);
}

type At = &'static Location<'static>;

#[track_caller]
fn caller() -> At {
    Location::caller()
}

#[test]
fn line() {
    assert_eq!(call_sync(lines::sync), lines::SYNC);
    assert_eq!(call(lines::later()), lines::LATER);
}

#[test]
fn column() {
    assert_eq!(call_sync(lines::column), lines::COLUMN);
}

#[test]
fn module() {
    #[chain_span]
    fn sync() -> &'static str {
        module_path!()
    }
    #[chain_span]
    async fn later() -> &'static str {
        module_path!()
    }
    assert_eq!(call_sync(sync), module_path!());
    assert_eq!(call(later()), module_path!());
}

#[test]
fn place_of_a_panic() {
    let (line, column) = lines::PANICS;
    assert_eq!(place(|| lines::panics(None)), (file!().to_owned(), line, column));
    let (line, column) = lines::LATER_PANICS;
    assert_eq!(place(|| block_on(lines::panics_later(None))), (file!().to_owned(), line, column));
}

#[test]
fn type_name() {
    #[chain_span]
    fn f<T>(_: &T) -> &'static str {
        std::any::type_name::<T>()
    }
    assert_eq!(call_sync(|| f(&1_u8)), "u8");
}

#[test]
fn location_of_a_call_inside() {
    let at = call_sync(lines::location);
    assert_eq!((at.line(), at.column()), lines::LOCATION);
}

#[test]
#[rustfmt::skip]
fn track_caller() {
    #[chain_span]
    #[track_caller]
    fn after() -> At {
        Location::caller()
    }
    #[track_caller]
    #[chain_span]
    fn before(a: u8) -> At {
        if a > 0 {
            return Location::caller();
        }
        caller()
    }
    let (at, line) = (call_sync(|| after()), line!());
    assert_eq!((at.file(), at.line()), (file!(), line));
    let (at, line) = (call_sync(|| before(1)), line!());
    assert_eq!((at.file(), at.line()), (file!(), line));
    let (at, line) = (call_sync(|| before(0)), line!());
    assert_eq!((at.file(), at.line()), (file!(), line));
}

#[test]
#[rustfmt::skip]
fn track_caller_of_a_panic() {
    #[chain_span]
    #[track_caller]
    fn f(a: Option<u8>) -> u8 {
        a.unwrap()
    }
    let ((_, found, _), line) = (place(|| f(None)), line!());
    assert_eq!(found, line);
}

#[test]
#[rustfmt::skip]
fn track_caller_of_a_method_of_a_block() {
    struct Tool;
    #[openinference_runtime::tool_span]
    impl Tool {
        #[track_caller]
        fn f(&self) -> At {
            Location::caller()
        }
    }
    let (at, line) = (call_sync(|| Tool.f()), line!());
    assert_eq!(at.line(), line);
}

#[test]
fn track_caller_and_the_span() {
    #[chain_span]
    #[track_caller]
    fn f(a: u8) -> Result<u8, String> {
        if a == 0 {
            return Err("zero".to_owned());
        }
        assert!(a < 7);
        if a > 2 { Err("too large".to_owned()) } else { Ok(a) }
    }
    #[chain_span]
    #[track_caller]
    fn never() -> ! {
        panic!("never")
    }
    let (value, span) = spanned_sync(|| f(1));
    assert_eq!((value, span.text("output.value")), (Ok(1), Some("1")));
    let (_, span) = spanned_sync(|| f(3));
    assert_eq!(span.status, SpanStatus::Error("too large".to_owned()));
    // The value of an early return is not seen.
    let (value, span) = spanned_sync(|| f(0));
    assert_eq!((value.is_err(), span.status), (true, SpanStatus::Unset));
    let (_, span) = spanned_sync(|| catch_unwind(|| f(7)));
    assert_eq!(span.status, SpanStatus::Error("panic".to_owned()));
    let (_, span) = spanned_sync(|| catch_unwind(|| never()));
    assert_eq!(span.status, SpanStatus::Error("panic".to_owned()));
}
