//! What stands for the parts of a value that are left out.

/// Lists and objects are followed this deep.
pub(crate) const MAX_DEPTH: usize = 64;

/// How every marker begins that stands for something left out.
pub(super) const CUT: &str = "…[cut: ";

/// What stands for a list or an object that is nested deeper.
pub(crate) const TOO_DEEP: &str = "…[cut: nested deeper than 64 levels]";

/// The name of the field that says that fields are missing.
pub(crate) const MORE: &str = "…";

/// The last item of a list that is not complete.
pub(crate) fn items_kept(kept: usize, of: Option<usize>) -> String {
    members_kept(kept, of, "items")
}

/// The last field of an object that is not complete.
pub(crate) fn fields_kept(kept: usize, of: Option<usize>) -> String {
    members_kept(kept, of, "fields")
}

fn members_kept(kept: usize, of: Option<usize>, what: &str) -> String {
    match of {
        Some(of) => format!("…[cut: {kept} of {of} {what} kept]"),
        None => format!("…[cut: {kept} {what} kept]"),
    }
}
