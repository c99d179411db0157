//! Allocations, by [`openinference_benches::run::allocations`].

use openinference_benches::measure::Counted;

fn main() -> Result<(), String> {
    let count = |call: &mut dyn FnMut()| {
        let counted = allocation_counter::measure(call);
        Counted { allocations: counted.count_total, held: counted.bytes_current }
    };
    openinference_benches::run::allocations(count, |_| Default::default())
}
