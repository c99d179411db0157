//! E60: what other attributes do they do beside ours, before it and after it.

use openinference_checklist::{call, call_sync, spanned_sync};
use openinference_runtime::tool_span;

#[test]
fn must_use() {
    #[must_use = "it is the answer"]
    #[tool_span]
    fn before(a: u8) -> u8 {
        a
    }
    #[tool_span]
    #[must_use]
    fn after(a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| before(1)) + call_sync(|| after(1)), 2);
    #[expect(unused_must_use, reason = "that is the case")]
    let ((), _) = spanned_sync(|| {
        before(1);
    });
    #[expect(unused_must_use, reason = "that is the case")]
    let ((), _) = spanned_sync(|| {
        after(1);
    });
}

#[test]
fn doc() {
    /// Before.
    #[tool_span]
    /// After.
    #[doc(alias = "other")]
    fn f() {}
    let ((), span) = spanned_sync(f);
    let description = span.text("tool.description").expect("a description");
    assert!(description.contains("Before.") && description.contains("After."), "{description}");
}

#[test]
fn deprecated() {
    #[deprecated = "use another"]
    #[tool_span]
    fn before() {}
    #[tool_span]
    #[deprecated(since = "1.0.0")]
    async fn after() {}
    #[expect(deprecated, reason = "that is the case")]
    call_sync(|| before());
    #[expect(deprecated, reason = "that is the case")]
    call(after());
}

#[test]
fn inline() {
    #[inline(always)]
    #[tool_span]
    fn before(a: u8) -> u8 {
        a
    }
    #[tool_span]
    #[inline]
    fn after(a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| before(1)) + call_sync(|| after(1)), 2);
}

#[test]
fn cold() {
    #[cold]
    #[tool_span]
    fn before(a: u8) -> u8 {
        a
    }
    #[tool_span]
    #[cold]
    async fn after(a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| before(1)) + call(after(1)), 2);
}

#[test]
fn cfg() {
    #[cfg(all())]
    #[tool_span]
    #[cfg(not(any()))]
    fn there() {}
    #[cfg(any())]
    #[tool_span]
    fn before(a: Missing) -> Missing {
        a
    }
    #[tool_span]
    #[cfg(any())]
    fn after(a: Missing) -> Missing {
        a
    }
    call_sync(there);
}

#[test]
fn cfg_attr() {
    #[cfg_attr(all(), tool_span(name = "n"))]
    #[cfg_attr(all(), must_use)]
    fn f(a: u8) -> u8 {
        a
    }
    #[cfg_attr(any(), tool_span)]
    fn none(a: u8) -> u8 {
        a
    }
    let (value, span) = spanned_sync(|| f(1));
    assert_eq!((value, span.name.as_str()), (1, "n"));
    let (_, trace) = openinference_runtime::testing::capture_sync(|| none(1));
    assert!(trace.is_empty());
}

#[test]
fn rustfmt_skip() {
    #[rustfmt::skip]
    #[tool_span]
    fn  before( a:u8 )->u8 { a }
    #[tool_span]
    #[rustfmt::skip]
    fn  after( a:u8 )->u8 { a }
    assert_eq!(call_sync(|| before(1)) + call_sync(|| after(1)), 2);
}

#[test]
fn allow() {
    #[allow(unused_variables, reason = "that is the case")]
    #[tool_span]
    fn before(a: u8) -> u8 {
        let b = a;
        a
    }
    #[tool_span]
    #[allow(unused_variables, reason = "that is the case")]
    async fn after(a: u8) -> u8 {
        let b = a;
        a
    }
    assert_eq!(call_sync(|| before(1)) + call(after(1)), 2);
}

#[test]
fn expect() {
    // What is expected has to be there, or the expectation is itself a warning, which is denied.
    #[expect(unused_variables, reason = "that is the case")]
    #[tool_span]
    fn before(a: u8) -> u8 {
        let b = a;
        a
    }
    #[tool_span]
    #[expect(unused_mut, reason = "that is the case")]
    async fn after(mut a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| before(1)) + call(after(1)), 2);
}

#[test]
fn deny() {
    #[deny(unused, clippy::all)]
    #[tool_span]
    fn before(a: u8) -> u8 {
        a
    }
    #[tool_span]
    #[forbid(unused, unreachable_code)]
    async fn after(a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| before(1)) + call(after(1)), 2);
}
