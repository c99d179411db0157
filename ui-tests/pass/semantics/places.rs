//! E38: lines, modules, type names and the places of panics are those of the plain function.
#![deny(warnings)]

use std::panic::Location;
use std::sync::Mutex;

use openinference_runtime::chain_span;

static PLACE: Mutex<Option<(String, u32, u32)>> = Mutex::new(None);

#[chain_span]
fn line() -> u32 { line!() } const LINE: u32 = line!();

#[chain_span]
async fn line_async() -> u32 { line!() } const LINE_ASYNC: u32 = line!();

#[chain_span]
fn module() -> &'static str {
    module_path!()
}

#[chain_span]
fn type_name<T>(_: &T) -> &'static str {
    std::any::type_name::<T>()
}

#[chain_span]
fn panics(a: Option<u8>) -> u8 { a.unwrap() } const PANICS: u32 = line!();

#[chain_span]
async fn panics_async(a: Option<u8>) -> u8 { a.unwrap() } const PANICS_ASYNC: u32 = line!();

#[chain_span]
fn location() -> &'static Location<'static> { caller() } const LOCATION: u32 = line!();

#[track_caller]
fn caller() -> &'static Location<'static> {
    Location::caller()
}

fn place(f: impl FnOnce() -> u8 + std::panic::UnwindSafe) -> (String, u32, u32) {
    assert!(std::panic::catch_unwind(f).is_err());
    PLACE.lock().unwrap().take().unwrap()
}

fn main() {
    std::panic::set_hook(Box::new(|info| {
        let location = info.location().unwrap();
        *PLACE.lock().unwrap() = Some((location.file().to_owned(), location.line(), location.column()));
    }));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(line(), LINE);
    assert_eq!(runtime.block_on(line_async()), LINE_ASYNC);
    assert_eq!(module(), module_path!());
    assert_eq!(type_name(&1_u8), "u8");
    assert_eq!(place(|| panics(None)), (file!().to_owned(), PANICS, 36));
    assert_eq!(place(|| runtime.block_on(panics_async(None))), (file!().to_owned(), PANICS_ASYNC, 48));
    assert_eq!(location().line(), LOCATION);
    assert_eq!(location().column(), 47);
}
