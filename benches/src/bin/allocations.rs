//! Allocations, by [`openinference_benches::run::allocations`].

fn main() -> Result<(), String> {
    let count = |call: &mut dyn FnMut()| allocation_counter::measure(call).count_total;
    openinference_benches::run::allocations(count, |_| Default::default())
}
