//! Nothing but the tests, which are those of `checklist`.
