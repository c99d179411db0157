//! Allocations, beside those of other crates.

use openinference_benches::measure::Counted;

fn main() -> Result<(), String> {
    let count = |call: &mut dyn FnMut()| {
        let counted = allocation_counter::measure(call);
        Counted { allocations: counted.count_total, held: counted.bytes_current }
    };
    openinference_benches::run::allocations(count, openinference_bench_peers::peers)
}
