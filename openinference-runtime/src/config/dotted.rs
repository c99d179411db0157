//! Parts of keys, which are told apart by dots.

/// `a.b` ends `a.b` and `x.a.b`, but not `xa.b`.
pub(super) fn ends_with_part(key: &str, suffix: &str) -> bool {
    key.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// `a.b` is below `a.b` and `a`, but `ab` is not below `a`.
pub(super) fn is_below(key: &str, family: &str) -> bool {
    key.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
