//! E06: every pattern that a parameter may be.
#![deny(warnings)]

use openinference_runtime::chain_span;

pub struct Point {
    x: u8,
    y: u8,
}
pub struct Pair(u8, u8);

#[chain_span]
async fn tuple((a, b): (u8, u8)) -> u8 {
    a + b
}
#[chain_span]
fn nested(((a, b), c): ((u8, u8), u8)) -> u8 {
    a + b + c
}
#[chain_span]
async fn fields(Point { x, y }: Point) -> u8 {
    x + y
}
#[chain_span]
fn renamed(Point { x: a, y: b }: Point) -> u8 {
    a + b
}
#[chain_span]
async fn tuple_struct(Pair(a, b): Pair) -> u8 {
    a + b
}
#[chain_span]
async fn array([a, b]: [u8; 2]) -> u8 {
    a + b
}
#[chain_span]
fn reference(&a: &u8) -> u8 {
    a
}
#[chain_span]
async fn reference_to_tuple(&(a, b): &(u8, u8)) -> u8 {
    a + b
}
#[chain_span]
async fn mutable(mut a: u8) -> u8 {
    a += 1;
    a
}
#[chain_span]
fn mutable_sync(mut a: u8) -> u8 {
    a += 1;
    a
}
#[chain_span]
async fn by_reference((ref a, ref b): (String, String)) -> usize {
    a.len() + b.len()
}
#[chain_span]
async fn by_mutable_reference((ref mut a, _): (String, u8)) -> usize {
    a.push('x');
    a.len()
}
#[chain_span]
fn by_mutable_reference_sync(ref mut a: String) -> usize {
    a.push('x');
    a.len()
}
#[chain_span]
async fn bound(all @ [a, _]: [u8; 2]) -> usize {
    all.len() + usize::from(a)
}
#[chain_span]
fn bound_by_reference(ref all @ Point { x, .. }: Point) -> u8 {
    all.x + x
}
#[chain_span]
async fn wildcard(_: u8) -> u8 {
    1
}
#[chain_span]
async fn nothing((): ()) -> u8 {
    1
}
#[chain_span]
fn rest((a, ..): (u8, u8, u8)) -> u8 {
    a
}
#[chain_span]
async fn some_fields(Point { x, .. }: Point) -> u8 {
    x
}
#[chain_span(skip(a))]
async fn skipped_binding((a, b): (u8, u8)) -> u8 {
    a + b
}
#[chain_span(skip_all)]
async fn all_skipped((a, b): (u8, u8), c: u8) -> u8 {
    a + b + c
}
#[chain_span]
async fn underscored(_a: u8, b: u8) -> u8 {
    b
}
#[chain_span]
async fn helper_on_pattern(#[span(redact)] (a, b): (u8, u8), #[span(skip)] Pair(c, _): Pair) -> u8 {
    a + b + c
}

fn main() {
    assert_eq!(nested(((1, 1), 1)), 3);
    assert_eq!(renamed(Point { x: 1, y: 1 }), 2);
    assert_eq!(reference(&1), 1);
    assert_eq!(mutable_sync(1), 2);
    assert_eq!(by_mutable_reference_sync(String::new()), 1);
    assert_eq!(bound_by_reference(Point { x: 1, y: 1 }), 2);
    assert_eq!(rest((1, 2, 3)), 1);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(tuple((1, 1)).await, 2);
        assert_eq!(fields(Point { x: 1, y: 1 }).await, 2);
        assert_eq!(tuple_struct(Pair(1, 1)).await, 2);
        assert_eq!(array([1, 1]).await, 2);
        assert_eq!(reference_to_tuple(&(1, 1)).await, 2);
        assert_eq!(mutable(1).await, 2);
        assert_eq!(by_reference((String::new(), String::new())).await, 0);
        assert_eq!(by_mutable_reference((String::new(), 1)).await, 1);
        assert_eq!(bound([1, 1]).await, 3);
        assert_eq!(wildcard(1).await, 1);
        assert_eq!(nothing(()).await, 1);
        assert_eq!(some_fields(Point { x: 1, y: 1 }).await, 1);
        assert_eq!(skipped_binding((1, 1)).await, 2);
        assert_eq!(all_skipped((1, 1), 1).await, 3);
        assert_eq!(underscored(1, 1).await, 1);
        assert_eq!(helper_on_pattern((1, 1), Pair(1, 1)).await, 3);
    });
}
