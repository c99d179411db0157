//! E39: inputs are what was given, whatever the body does with them.

use openinference_checklist::spanned;
use openinference_runtime::tool_span;

#[test]
fn recorded_before_the_body_moves_them() {
    #[tool_span]
    async fn f(a: Vec<u8>) -> usize {
        let b = a;
        b.into_iter().count()
    }
    let (_, span) = spanned(f(vec![1, 2]));
    assert_eq!(span.text("input.value"), Some(r#"{"a":[1,2]}"#));
}

#[test]
fn recorded_before_the_body_mutates_them() {
    #[tool_span]
    async fn f(mut a: Vec<u8>) -> usize {
        a.push(3);
        a.len()
    }
    let (_, span) = spanned(f(vec![1, 2]));
    assert_eq!(span.text("input.value"), Some(r#"{"a":[1,2]}"#));
}

#[test]
fn what_is_mutated_is_not_read_again() {
    #[tool_span]
    async fn f(a: &mut Vec<u8>) {
        a.push(3);
    }
    let mut a = vec![1, 2];
    let (_, span) = spanned(f(&mut a));
    assert_eq!(span.text("input.value"), Some(r#"{"a":[1,2]}"#));
    assert_eq!(a, [1, 2, 3]);
}
