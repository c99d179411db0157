//! Tools that are declared once: what compiles, and what the compiler says of what does not.

#[test]
fn tools_of_every_form_compile() {
    trybuild::TestCases::new().pass("pass/tools/*.rs");
}

#[test]
fn mistakes_are_told_where_they_are() {
    trybuild::TestCases::new().compile_fail("fail/tools/*.rs");
}
