//! E22, E23: functions that never return, and bodies that do not end.
#![deny(warnings)]

use openinference_runtime::chain_span;

#[chain_span]
async fn never(a: u8) -> ! {
    panic!("{a}")
}

#[chain_span]
fn never_sync(a: u8) -> ! {
    panic!("{a}")
}

#[chain_span]
async fn endless() -> ! {
    loop {
        tokio::task::yield_now().await;
    }
}

#[chain_span]
async fn exits() -> ! {
    std::process::exit(0)
}

#[chain_span]
async fn todo_value() -> u8 {
    todo!()
}

#[chain_span]
fn todo_value_sync() -> Result<u8, String> {
    todo!()
}

#[chain_span]
async fn todo_nothing() {
    todo!()
}

#[chain_span]
async fn panics(a: u8) -> String {
    panic!("{a}")
}

#[chain_span]
async fn loops(a: u8) -> u8 {
    loop {
        if a > 0 {
            return a;
        }
    }
}

#[chain_span]
async fn calls_never(a: u8) -> u8 {
    if a > 0 {
        return a;
    }
    never(a).await
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    std::panic::set_hook(Box::new(|_| {}));
    assert!(std::panic::catch_unwind(|| never_sync(1)).is_err());
    assert!(std::panic::catch_unwind(|| runtime.block_on(never(1))).is_err());
    assert!(std::panic::catch_unwind(|| runtime.block_on(todo_value())).is_err());
    assert!(std::panic::catch_unwind(|| runtime.block_on(todo_nothing())).is_err());
    assert!(std::panic::catch_unwind(|| runtime.block_on(panics(1))).is_err());
    assert!(std::panic::catch_unwind(todo_value_sync).is_err());
    assert_eq!(runtime.block_on(loops(1)), 1);
    assert_eq!(runtime.block_on(calls_never(1)), 1);
    drop(endless());
    runtime.block_on(exits());
}
