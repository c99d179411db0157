//! Nothing but a test, which is one of `checklist`.
