//! Annotations that a reviewer need not look for any more: they do not compile.

use openinference_runtime::testing::CompileTests;

#[test]
fn wrong_annotations_do_not_compile() {
    CompileTests::new().pass("tests/ui/pass/*.rs").fail("tests/ui/fail/*.rs");
}
