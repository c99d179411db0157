//! The rules, one function each, with the rule above it. They only look; what they find goes to the errors.

use crate::error::Errors;
use crate::model::Model;

/// All rules.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    let _ = (model, errors);
}
