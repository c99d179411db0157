//! E60, E61, E62: other attributes before, after and inside; on parameters and generics.
#![deny(warnings)]

use openinference_runtime::{chain_span, tool_span};

#[must_use = "it is the answer"]
#[tool_span]
#[inline]
pub fn before_and_after(a: u8) -> u8 {
    a
}

#[cold]
#[tool_span]
#[inline(never)]
#[doc(alias = "other")]
pub async fn cold(a: u8) -> u8 {
    a
}

#[tool_span]
#[deprecated = "use another"]
pub fn deprecated(a: u8) -> u8 {
    a
}

#[cfg(all())]
#[tool_span]
#[cfg(not(any()))]
pub fn compiled(a: u8) -> u8 {
    a
}

#[cfg(any())]
#[tool_span]
pub fn not_compiled(a: Missing) -> Missing {
    a
}

#[cfg_attr(all(), tool_span(name = "n"))]
#[cfg_attr(all(), must_use)]
pub fn by_cfg_attr(a: u8) -> u8 {
    a
}

#[rustfmt::skip]
#[tool_span]
pub fn  unformatted( a:u8 )->u8 { a }

#[tool_span]
#[rustfmt::skip]
pub fn  unformatted_after( a:u8 )->u8 { a }

#[allow(unused_variables, reason = "that is the case")]
#[tool_span]
#[expect(unused_mut, reason = "that is the case")]
pub fn lints(a: u8) -> u8 {
    let mut b = 1;
    let c = b;
    b
}

#[tool_span]
#[deny(unused_variables)]
pub fn denied(a: u8) -> u8 {
    a
}

#[chain_span]
pub async fn inner(a: u8) -> u8 {
    //! Inner documentation.
    #![allow(unused_variables, reason = "that is the case")]
    let b = a;
    a
}

#[chain_span]
pub fn inner_sync(a: u8) -> u8 {
    #![allow(unused_variables, reason = "that is the case")]
    let b = a;
    a
}

#[tool_span]
pub async fn on_parameters(
    #[cfg(all())] a: u8,
    #[cfg(any())] a: Missing,
    #[allow(unused_variables, reason = "that is the case")] b: u8,
    #[cfg(all())] (c, d): (u8, u8),
    #[cfg(any())] (c, d): Missing,
    #[cfg(all())] _: u8,
    #[cfg(any())]
    #[span(redact)]
    e: Missing,
    #[span(skip)]
    #[cfg(all())]
    mut f: &str,
) -> usize {
    f = f.trim();
    usize::from(a + c + d) + f.len()
}

#[tool_span]
pub fn on_generics<#[cfg(all())] T: Copy, #[cfg(any())] U: Missing>(a: T) -> T {
    a
}

#[test]
#[tool_span]
fn a_test() {}

#[track_caller]
#[tool_span]
pub fn tracked(a: Option<u8>) -> u8 {
    a.unwrap()
}

fn main() {
    #[expect(deprecated, reason = "that is the case")]
    let a = deprecated(1);
    assert_eq!(before_and_after(a), 1);
    assert_eq!(compiled(1) + by_cfg_attr(1) + unformatted(1) + unformatted_after(1), 4);
    assert_eq!(lints(1) + denied(1) + inner_sync(1) + on_generics(1) + tracked(Some(1)), 5);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(cold(1).await, 1);
        assert_eq!(inner(1).await, 1);
        assert_eq!(on_parameters(1, 1, (1, 1), 1, " a ").await, 4);
    });
}
