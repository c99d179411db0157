//! Time, beside that of other crates.

fn main() -> Result<(), String> {
    openinference_benches::run::time(openinference_bench_peers::peers)
}
