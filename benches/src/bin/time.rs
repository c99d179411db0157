//! Time, by [`openinference_benches::run::time`].

fn main() -> Result<(), String> {
    openinference_benches::run::time(|_| Default::default())
}
