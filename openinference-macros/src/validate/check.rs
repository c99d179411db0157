//! All checks, one after the other.

use super::{attributes, definition, effect, item, parameters};
use crate::args::Args;
use crate::error::Errors;
use crate::model::Model;

/// All rules.
pub(crate) fn check(model: &Model, errors: &mut Errors) {
    item::check_is_not_const(model, errors);
    item::check_has_a_body(model, errors);
    item::check_is_not_variadic(model, errors);
    parameters::check_skipped_exist(model, errors);
    parameters::check_skipped_once(model, errors);
    parameters::check_said_of_a_name(model, errors);
    parameters::check_said_without_contradiction(model, errors);
    attributes::check_parameters_keys(model, errors);
    definition::check_definition(model, errors);
    // An `impl` block has judged its keys itself; and it says them to all of its methods, also to those where one has
    // no effect.
    if !model.args.in_impl {
        check_args(&model.args, errors);
        effect::check_there_is_something_to_skip(model, errors);
        effect::check_there_is_a_result(model, errors);
        effect::check_there_may_be_an_error(model, errors);
        effect::check_there_is_something_to_cancel(model, errors);
        effect::check_there_may_be_a_stream(model, errors);
    }
}

/// The rules that need no function.
pub(crate) fn check_args(args: &Args, errors: &mut Errors) {
    attributes::check_texts_are_not_empty(args, errors);
    attributes::check_literals_have_the_type(args, errors);
    attributes::check_keys_are_of_the_conventions(args, errors);
    attributes::check_keys_are_said_once(args, errors);
    effect::check_output_is_said_once(args, errors);
}
