//! What compiles, with warnings denied, and what a wrong annotation says.

#[test]
fn annotations_compile_or_say_what_to_write() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*/*.rs");
    cases.compile_fail("fail/*/*.rs");
}
