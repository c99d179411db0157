//! The derives: what compiles, and what the compiler says of what does not.

#[test]
fn types_of_every_form_compile() {
    trybuild::TestCases::new().pass("pass/derive/*.rs");
}

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("fail/derive/*.rs");
}
