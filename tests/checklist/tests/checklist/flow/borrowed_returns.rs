//! E27: borrowed returns.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use openinference_checklist::{call, call_sync, spanned_sync};
use openinference_runtime::chain_span;

#[test]
fn from_a_reference() {
    #[chain_span]
    async fn f(a: &(u8, u8)) -> &u8 {
        &a.0
    }
    #[chain_span]
    fn sync(a: &(u8, u8)) -> &u8 {
        &a.0
    }
    assert_eq!(*call(f(&(1, 2))), 1);
    assert_eq!(*call_sync(|| sync(&(1, 2))), 1);
}

#[test]
fn from_a_mutable_reference() {
    #[chain_span]
    async fn f(a: &mut (u8, u8)) -> &mut u8 {
        &mut a.0
    }
    #[chain_span]
    fn sync<'a>(a: &'a mut HashMap<String, u8>, key: &str) -> &'a mut u8 {
        if !a.contains_key(key) {
            a.insert(key.to_owned(), 0);
        }
        a.get_mut(key).expect("it is there")
    }
    assert_eq!(*call(f(&mut (1, 2))), 1);
    let mut map = HashMap::new();
    spanned_sync(|| *sync(&mut map, "a") += 1);
    assert_eq!(map["a"], 1);
}

#[test]
fn in_an_option() {
    #[chain_span]
    async fn f(a: &mut Vec<u8>) -> Option<&mut u8> {
        a.first_mut()
    }
    #[chain_span]
    fn sync(a: &mut Vec<u8>) -> Option<&mut u8> {
        a.first_mut()
    }
    assert_eq!(call(f(&mut vec![1])), Some(&mut 1));
    let mut a = vec![1];
    spanned_sync(|| *sync(&mut a).expect("one") += 1);
    assert_eq!(a, [2]);
}

#[test]
fn guards() {
    #[chain_span]
    async fn f(a: &Mutex<u8>) -> MutexGuard<'_, u8> {
        a.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
    #[chain_span]
    fn sync(a: &Mutex<u8>) -> MutexGuard<'_, u8> {
        a.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
    let a = Mutex::new(1);
    assert_eq!(*call(f(&a)), 1);
    assert_eq!(spanned_sync(|| *sync(&a)).0, 1);
}
