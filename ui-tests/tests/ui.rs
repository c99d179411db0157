//! What compiles, and what the compiler says of what does not.
//!
//! `cargo test -p openinference-ui-tests --test ui -- --ignored` is not needed: both run always. To try one case, give
//! trybuild its file name: `cargo test --test ui -- trybuild=skip.rs`. To accept new messages: `TRYBUILD=overwrite`.

#[test]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("fail/*/*.rs");
}

#[test]
fn everything_else_compiles_and_runs() {
    trybuild::TestCases::new().pass("pass/*/*.rs");
}
