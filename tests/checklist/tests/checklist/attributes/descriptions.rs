//! E66: doc comments describe tools.

use openinference_checklist::spanned_sync;
use openinference_runtime::testing::Node;
use openinference_runtime::tool_span;

fn description(span: &Node) -> Option<&str> {
    span.text("tool.description")
}

#[test]
fn a_doc_comment() {
    /// Current weather
    /// of a city.
    #[tool_span]
    fn f() {}
    assert_eq!(description(&spanned_sync(f).1), Some("Current weather\nof a city."));
}

#[test]
fn quotes_and_braces() {
    /// A "quoted" \ {braced} one.
    #[tool_span]
    fn f() {}
    assert_eq!(description(&spanned_sync(f).1), Some(r#"A "quoted" \ {braced} one."#));
}

#[test]
fn an_included_file() {
    #[doc = include_str!("description.txt")]
    #[tool_span]
    fn f() {}
    assert_eq!(description(&spanned_sync(f).1), Some("What a file says."));
}

#[test]
fn an_expression() {
    #[doc = concat!("made ", "up")]
    #[tool_span]
    fn f() {}
    assert_eq!(description(&spanned_sync(f).1), Some("made up"));
}

#[test]
fn the_key_wins() {
    /// Not this.
    #[tool_span(description = "but this")]
    fn f() {}
    /// Not this.
    #[tool_span(description = format!("but {a}"))]
    fn computed(a: u8) -> u8 {
        a
    }
    assert_eq!(description(&spanned_sync(f).1), Some("but this"));
    assert_eq!(description(&spanned_sync(|| computed(1)).1), Some("but 1"));
}

#[test]
fn empty_lines() {
    ///
    /// First.
    ///
    /// Second.
    ///
    #[tool_span]
    fn f() {}
    ///
    #[tool_span]
    fn nothing() {}
    assert_eq!(description(&spanned_sync(f).1), Some("First.\n\nSecond."));
    assert_eq!(description(&spanned_sync(nothing).1), None);
}
