//! What reading a stream allocates grows with the stream, and not with its square.

use allocation_counter::measure;
use futures_executor::block_on;
use openinference_tests::answers::{APIS, Answer, Cuts};
use openinference_tests::payloads::{Mode, Report};
use serde_json::{Map, Value, json};

/// The same stream, so many characters long, in pieces of two hundred.
fn answer(length: usize) -> Answer {
    let arguments: Map<String, Value> =
        [("text".to_owned(), json!("}\"{".repeat(length / 12)))].into_iter().collect();
    Answer {
        thought: Some("{\"".repeat(length / 8)),
        text: "data: [".repeat(length / 28),
        calls: vec![("f".to_owned(), arguments)],
        tokens: (1, 1),
    }
}

/// Allocations and bytes of a call that is made once before.
fn spent(report: &Report) -> (u64, u64) {
    let _ = block_on(report.call());
    let spent = measure(|| {
        let _ = block_on(report.call());
    });
    (spent.count_total, spent.bytes_total)
}

#[test]
fn ten_times_the_stream_costs_ten_times_as_much() {
    for (name, _, cut) in APIS {
        for mode in [Mode::Stream, Mode::StreamBytes] {
            let report =
                |length: usize| Report { items: cut(&answer(length), &Cuts(vec![200])), ..Report::of(mode) };
            let (short, long) = (spent(&report(100_000)), spent(&report(1_000_000)));
            assert!(
                long.0 <= 11 * short.0 && long.1 <= 11 * short.1,
                "{name}, {mode:?}: {short:?} allocations and bytes become {long:?}"
            );
        }
    }
}
