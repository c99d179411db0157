//! E13: streams of every kind, whose extra bounds are kept, and iterators.

use std::pin::Pin;

use futures_util::stream::{self, BoxStream, FusedStream, Stream, StreamExt as _};
use openinference_checklist::{call, spanned, spanned_sync};
use openinference_runtime::testing::{Node, SpanStatus};
use openinference_runtime::{chain_span, current};

/// Items that say so when the span is not current while they are made.
fn items(count: u8) -> impl Stream<Item = u8> + Send + Unpin {
    stream::iter(0..count).map(|item| {
        assert!(current().is_recording(), "not current in a poll");
        item
    })
}

fn followed(span: &Node) {
    assert_eq!(span.text("output.value"), Some("[0,1]"));
    assert_eq!(span.status, SpanStatus::Ok);
}

#[test]
fn async_opaque() {
    #[chain_span]
    async fn f(a: u8) -> impl Stream<Item = u8> {
        items(a)
    }
    followed(&spanned(async { f(2).await.collect::<Vec<_>>().await }).1);
}

#[test]
fn async_boxed() {
    #[chain_span]
    async fn f(a: u8) -> Pin<Box<dyn Stream<Item = u8> + Send>> {
        Box::pin(items(a))
    }
    #[chain_span]
    async fn local(a: u8) -> Pin<Box<dyn Stream<Item = u8>>> {
        Box::pin(items(a))
    }
    followed(&spanned(async { f(2).await.collect::<Vec<_>>().await }).1);
    followed(&spanned(async { local(2).await.collect::<Vec<_>>().await }).1);
}

#[test]
fn async_in_a_result() {
    #[chain_span]
    async fn opaque(a: u8) -> Result<impl Stream<Item = u8>, String> {
        if a == 0 { Err("none".to_owned()) } else { Ok(items(a)) }
    }
    #[chain_span]
    async fn boxed(a: u8) -> Result<BoxStream<'static, u8>, String> {
        if a == 0 { Err("none".to_owned()) } else { Ok(items(a).boxed()) }
    }
    followed(&spanned(async { opaque(2).await.expect("ok").collect::<Vec<_>>().await }).1);
    followed(&spanned(async { boxed(2).await.expect("ok").collect::<Vec<_>>().await }).1);
    for span in [spanned(async { opaque(0).await.is_err() }).1, spanned(async { boxed(0).await.is_err() }).1]
    {
        assert_eq!(span.status, SpanStatus::Error("none".to_owned()));
    }
}

#[test]
fn sync_opaque() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> {
        items(a)
    }
    followed(&spanned(async { f(2).collect::<Vec<_>>().await }).1);
}

#[test]
fn sync_boxed_by_alias() {
    type Items<'a> = BoxStream<'a, u8>;
    #[chain_span]
    fn f(a: &u8) -> Items<'_> {
        items(*a).boxed()
    }
    followed(&spanned(async { f(&2).collect::<Vec<_>>().await }).1);
}

#[test]
fn an_extra_bound_unpin_is_kept() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> + Unpin {
        items(a)
    }
    let first = call(async {
        let mut stream = f(2);
        (stream.next().await, stream.next().await)
    });
    assert_eq!(first, (Some(0), Some(1)));
}

#[test]
fn an_extra_bound_send_is_kept() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> + Send + 'static {
        items(a)
    }
    followed(&spanned(async { assert_send(f(2)).collect::<Vec<_>>().await }).1);
}

#[test]
fn an_extra_bound_fused_is_kept() {
    #[chain_span]
    fn f(a: u8) -> impl FusedStream<Item = u8> + Unpin {
        items(a).fuse()
    }
    let terminated = call(async {
        let mut stream = f(1);
        let before = stream.is_terminated();
        while stream.next().await.is_some() {}
        (before, stream.is_terminated())
    });
    assert_eq!(terminated, (false, true));
}

#[test]
fn an_iterator_with_the_key() {
    #[chain_span(stream)]
    fn f(a: u8) -> impl Iterator<Item = u8> {
        0..a
    }
    followed(&spanned_sync(|| f(2).collect::<Vec<_>>()).1);
}

#[test]
fn an_extra_bound_exact_size_is_kept() {
    #[chain_span(stream)]
    fn f(a: u8) -> impl ExactSizeIterator<Item = u8> + DoubleEndedIterator {
        0..a
    }
    let (items, _) = spanned_sync(|| {
        let mut items = f(3);
        (items.len(), items.next_back(), items.len())
    });
    assert_eq!(items, (3, Some(2), 2));
}

#[test]
fn a_panic_in_the_middle_ends_the_span() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> + Unpin {
        stream::iter(0..a).map(|item| if item == 1 { panic!("at {}", item) } else { item })
    }
    let (caught, span) = spanned(async {
        let mut stream = f(2);
        assert_eq!(stream.next().await, Some(0));
        let next = std::panic::AssertUnwindSafe(stream.next());
        futures_util::FutureExt::catch_unwind(next).await
    });
    assert!(caught.is_err());
    assert_eq!(span.status, SpanStatus::Error("panic: at 1".to_owned()));
}

#[test]
fn an_err_in_the_middle_is_the_calls() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = Result<u8, String>> {
        stream::iter(0..a).map(|item| if item == 1 { Err("one".to_owned()) } else { Ok(item) })
    }
    let (_, span) = spanned(async { f(3).collect::<Vec<_>>().await });
    assert_eq!(span.status, SpanStatus::Error("one".to_owned()));
    assert_eq!(span.text("output.value"), Some("[0,2]"));
}

#[test]
fn dropped_early_it_says_what_came() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> + Unpin {
        items(a)
    }
    let (_, span) = spanned(async { f(3).next().await });
    assert_eq!(span.text("output.value"), Some("[0]"));
    assert!(span.attribute("stream.incomplete").is_some());
}

#[test]
fn current_in_each_poll_and_not_between() {
    #[chain_span]
    fn f(a: u8) -> impl Stream<Item = u8> + Unpin {
        items(a)
    }
    call(async {
        let mut stream = f(2);
        while stream.next().await.is_some() {
            assert!(!current().is_recording(), "left current across a yield");
        }
    });
}
