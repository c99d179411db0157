//! What compiles with spans compiles without them, and a wrong annotation says the same.

#[test]
fn annotations_compile_or_say_what_to_write() {
    let cases = trybuild::TestCases::new();
    cases.pass("../pass/*/*.rs");
    cases.compile_fail("../fail/*/*.rs");
}
