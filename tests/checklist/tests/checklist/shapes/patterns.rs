//! E06: every pattern that a parameter may be.

use openinference_checklist::{call, spanned};
use openinference_runtime::testing::Node;
use openinference_runtime::tool_span;

struct Point {
    x: u8,
    y: u8,
}
struct Pair(u8, u8);

fn input(span: &Node) -> Option<&str> {
    span.text("input.value")
}

#[test]
fn tuple() {
    #[tool_span]
    async fn f((a, b): (u8, u8)) -> u8 {
        a + b
    }
    let (value, span) = spanned(f((1, 2)));
    assert_eq!((value, input(&span)), (3, Some(r#"{"a":1,"b":2}"#)));
}

#[test]
fn nested() {
    #[tool_span]
    async fn f(((a, b), Pair(c, _)): ((u8, u8), Pair)) -> u8 {
        a + b + c
    }
    assert_eq!(call(f(((1, 2), Pair(3, 4)))), 6);
}

#[test]
fn structure() {
    #[tool_span]
    async fn f(Point { x, y }: Point) -> u8 {
        x + y
    }
    let (value, span) = spanned(f(Point { x: 1, y: 2 }));
    assert_eq!((value, input(&span)), (3, Some(r#"{"x":1,"y":2}"#)));
}

#[test]
fn structure_with_new_names() {
    #[tool_span]
    async fn f(Point { x: a, y: b }: Point) -> u8 {
        a + b
    }
    let (value, span) = spanned(f(Point { x: 1, y: 2 }));
    assert_eq!((value, input(&span)), (3, Some(r#"{"a":1,"b":2}"#)));
}

#[test]
fn tuple_structure() {
    #[tool_span]
    async fn f(Pair(a, b): Pair) -> u8 {
        a + b
    }
    assert_eq!(call(f(Pair(1, 2))), 3);
}

#[test]
fn array() {
    #[tool_span]
    async fn f([a, b]: [u8; 2]) -> u8 {
        a + b
    }
    assert_eq!(call(f([1, 2])), 3);
}

#[test]
fn reference() {
    #[tool_span]
    async fn f(&a: &u8) -> u8 {
        a
    }
    assert_eq!(call(f(&1)), 1);
}

#[test]
fn mutable() {
    #[tool_span]
    async fn f(mut a: u8) -> u8 {
        a += 1;
        a
    }
    let (value, span) = spanned(f(1));
    assert_eq!((value, input(&span)), (2, Some(r#"{"a":1}"#)));
}

#[test]
fn by_reference() {
    #[tool_span]
    async fn f(ref a: String) -> usize {
        a.len()
    }
    assert_eq!(call(f("a".to_owned())), 1);
}

#[test]
fn by_mutable_reference() {
    #[tool_span]
    async fn f(ref mut a: String, (ref mut b, _): (String, u8)) -> usize {
        a.push('x');
        b.push('y');
        a.len() + b.len()
    }
    assert_eq!(call(f(String::new(), (String::new(), 1))), 2);
}

#[test]
fn with_a_name_for_the_whole() {
    #[tool_span]
    async fn f(all @ [a, _]: [u8; 2]) -> usize {
        all.len() + usize::from(a)
    }
    #[tool_span]
    async fn by_reference(ref all @ Point { x, .. }: Point) -> u8 {
        all.y + x
    }
    assert_eq!(call(f([1, 2])), 3);
    assert_eq!(call(by_reference(Point { x: 1, y: 2 })), 3);
}

#[test]
fn wildcard() {
    #[tool_span]
    async fn f(_: u8, a: u8) -> u8 {
        a
    }
    let (value, span) = spanned(f(1, 2));
    assert_eq!((value, input(&span)), (2, Some(r#"{"a":2}"#)));
}

#[test]
fn unit() {
    #[tool_span]
    async fn f((): ()) -> u8 {
        1
    }
    let (value, span) = spanned(f(()));
    assert_eq!((value, input(&span)), (1, Some("{}")));
}

#[test]
fn rest() {
    #[tool_span]
    async fn f((a, ..): (u8, u8, u8), Point { x, .. }: Point) -> u8 {
        a + x
    }
    assert_eq!(call(f((1, 2, 3), Point { x: 1, y: 2 })), 2);
}
