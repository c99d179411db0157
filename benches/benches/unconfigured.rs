//! Nobody has set telemetry up: what a library costs the programs that use it.

use divan::{Bencher, black_box};
use openinference_benches as candidates;

fn main() {
    divan::main();
}

#[divan::bench]
fn plain(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::plain(black_box("Lisbon")));
}

#[divan::bench]
fn openinference(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::openinference(black_box("Lisbon")));
}

#[divan::bench]
fn tracing(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::with_tracing(black_box("Lisbon")));
}

#[divan::bench]
fn fastrace(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::with_fastrace(black_box("Lisbon")));
}

#[divan::bench]
fn by_hand(bencher: Bencher<'_, '_>) {
    bencher.bench(|| candidates::by_hand(black_box("Lisbon")));
}

#[divan::bench]
fn chat_of_40_messages(bencher: Bencher<'_, '_>) {
    let request = candidates::conversation();
    bencher.bench(|| candidates::chat(black_box(&request)));
}
