//! E27: borrowed returns from `&`, `&mut`, `Option<&mut>`, and guards. E29: dynamic arguments.
#![deny(warnings)]

use std::collections::HashMap;
use std::fmt::{Debug, Display};
use std::sync::{Mutex, MutexGuard};

use openinference_runtime::chain_span;

#[chain_span]
fn first(a: &mut Vec<u8>) -> Option<&mut u8> {
    a.first_mut()
}

#[chain_span]
async fn first_async(a: &mut Vec<u8>) -> Option<&mut u8> {
    a.first_mut()
}

#[chain_span]
fn part(a: &mut (u8, u8)) -> &mut u8 {
    &mut a.0
}

#[chain_span]
async fn part_async(a: &mut (u8, u8)) -> &mut u8 {
    &mut a.0
}

#[chain_span]
fn guard(a: &Mutex<u8>) -> MutexGuard<'_, u8> {
    a.lock().unwrap()
}

#[chain_span]
async fn guard_async(a: &Mutex<u8>) -> MutexGuard<'_, u8> {
    a.lock().unwrap()
}

#[chain_span]
fn entry<'a>(a: &'a mut HashMap<String, u8>, key: &str) -> &'a mut u8 {
    if !a.contains_key(key) {
        a.insert(key.to_owned(), 0);
    }
    a.get_mut(key).unwrap()
}

#[chain_span]
async fn dynamic(a: &dyn Display, b: &mut dyn Debug, c: Box<dyn FnOnce(u8) -> u8 + Send>) -> String {
    format!("{a}{b:?}{}", c(1))
}

#[chain_span]
fn dynamic_sync(a: &dyn Display, b: &mut dyn FnMut(u8)) -> String {
    b(1);
    a.to_string()
}

#[chain_span]
async fn pointers(a: fn(&str) -> &str, b: for<'a> fn(&'a str) -> &'a str) -> usize {
    a("a").len() + b("b").len()
}

fn main() {
    assert_eq!(first(&mut vec![1]), Some(&mut 1));
    assert_eq!(part(&mut (1, 2)), &mut 1);
    assert_eq!(*guard(&Mutex::new(1)), 1);
    assert_eq!(entry(&mut HashMap::new(), "a"), &mut 0);
    assert_eq!(dynamic_sync(&1, &mut |_| ()), "1");
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(first_async(&mut vec![1]).await, Some(&mut 1));
        assert_eq!(part_async(&mut (1, 2)).await, &mut 1);
        assert_eq!(*guard_async(&Mutex::new(1)).await, 1);
        assert_eq!(dynamic(&1, &mut 2, Box::new(|a| a)).await, "121");
        assert_eq!(pointers(str::trim, str::trim).await, 2);
    });
}
