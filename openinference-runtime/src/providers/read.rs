//! What the shapes have in common: reading fields, and writing what every API says.

use super::system;
use crate::attributes::Attributes;
use crate::json::{Fields, Items, JsonRef, Tape};
use crate::semconv::patterns::{
    LLM_FINISH_REASON, LLM_INVOCATION_PARAMETERS, LLM_MODEL_NAME, LLM_PROVIDER, LLM_REQUEST_MODEL_NAME,
    LLM_RESPONSE_MODEL_NAME, LLM_SYSTEM,
};
use crate::semconv::{KeyPattern, LlmProvider, LlmSystem};

/// A field that is a text with something in it.
#[inline]
pub(super) fn text<'a>(value: JsonRef<'a>, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// As [`text`], owned.
#[inline]
pub(super) fn string(value: JsonRef<'_>, name: &str) -> Option<String> {
    text(value, name).map(str::to_owned)
}

/// A field that is a whole number and not negative.
#[inline]
pub(super) fn count(value: JsonRef<'_>, name: &str) -> Option<u64> {
    u64::try_from(value.get(name)?.as_i64()?).ok()
}

/// The items of a field that is a list; none when it is missing or something else.
#[inline]
pub(super) fn list<'a>(value: JsonRef<'a>, name: &str) -> Items<'a> {
    value.get(name).and_then(JsonRef::as_array).unwrap_or_default()
}

/// The fields of an object with their names; none of anything else.
pub(super) fn fields_of<'a>(value: JsonRef<'a>) -> impl Iterator<Item = (&'a str, JsonRef<'a>)> {
    value.as_object().into_iter().flat_map(Fields::iter)
}

/// A field that is there and not `null`.
#[inline]
pub(super) fn some<'a>(value: JsonRef<'a>, name: &str) -> Option<JsonRef<'a>> {
    value.get(name).filter(|value| !value.is_null())
}

/// Whether a field is a list of objects with at least one item, all of which `fit`. Items that recording left out because
/// there were too many do not count.
pub(super) fn is_list_of(value: Option<JsonRef<'_>>, fit: impl Fn(JsonRef<'_>) -> bool) -> bool {
    let Some(items) = value.and_then(JsonRef::as_array) else { return false };
    let last = items.len().saturating_sub(1);
    // Nothing fits that follows what does not: only the last item may say that more were left out.
    let misfit = items.iter().enumerate().find(|(_, item)| !fit(*item));
    match misfit {
        Some((at, item)) => at > 0 && at == last && item.is_cut_marker(),
        None => !items.is_empty(),
    }
}

/// A field under its name in one of two spellings: JSON has `inputTokens` where some clients keep `input_tokens`.
#[inline]
pub(super) fn either<'a>(value: JsonRef<'a>, camel: &str, snake: &str) -> Option<JsonRef<'a>> {
    some(value, camel).or_else(|| some(value, snake))
}

/// A `data:` URL of content in base64.
pub(super) fn data_url(mime_type: Option<&str>, data: &str) -> String {
    format!("data:{};base64,{data}", mime_type.unwrap_or("application/octet-stream"))
}

/// The format of an image in base64, told from how it begins.
pub(super) fn image_type(data: &str) -> Option<&'static str> {
    match data.as_bytes() {
        [b'/', b'9', b'j', b'/', ..] => Some("image/jpeg"),
        [b'R', b'0', b'l', b'G', ..] => Some("image/gif"),
        [b'U', b'k', b'l', b'G', ..] => Some("image/webp"),
        [b'i', b'V', b'B', b'O', b'R', ..] => Some("image/png"),
        _ => None,
    }
}

/// `llm.invocation_parameters`: the request without what is written elsewhere, and without what is not set.
pub(super) fn write_parameters(request: JsonRef<'_>, except: &[&str], out: &mut Attributes<'_>) {
    write_parameters_as(LLM_INVOCATION_PARAMETERS, request, except, out);
}

/// As [`write_parameters`], with the members of the fields `of` in their place.
pub(super) fn write_parameters_with(
    request: JsonRef<'_>,
    of: &[&str],
    except: &[&str],
    out: &mut Attributes<'_>,
) {
    let Some(fields) = request.as_object() else { return };
    if !out.wants_key(LLM_INVOCATION_PARAMETERS) {
        out.hide(LLM_INVOCATION_PARAMETERS);
        return;
    }
    let mut set = Tape::take();
    set.open_object(None);
    let mut put = |name, value: JsonRef<'_>| {
        if !value.is_null() {
            set.name(name);
            set.copy_of(value);
        }
    };
    for (name, value) in fields.iter().filter(|(name, _)| !except.contains(name)) {
        match value.as_object().filter(|_| of.contains(&name)) {
            Some(members) => {
                members
                    .iter()
                    .filter(|(name, _)| !except.contains(name))
                    .for_each(|(name, value)| put(name, value));
            }
            None => put(name, value),
        }
    }
    set.close();
    out.push_json_ref(LLM_INVOCATION_PARAMETERS, set.view());
}

pub(super) fn write_parameters_as(
    key: KeyPattern,
    request: JsonRef<'_>,
    except: &[&str],
    out: &mut Attributes<'_>,
) {
    let Some(fields) = request.as_object() else { return };
    if !out.wants_key(key) {
        out.hide(key);
        return;
    }
    let mut set = Tape::take();
    set.open_object(None);
    for (name, value) in fields.iter().filter(|(name, value)| !except.contains(name) && !value.is_null()) {
        set.name(name);
        set.copy_of(value);
    }
    set.close();
    out.push_json_ref(key, set.view());
}

/// The model that was asked for, and whose it is; `api` where its name does not say it.
pub(super) fn write_request_model(model: Option<&str>, api: &'static str, out: &mut Attributes<'_>) {
    out.push(LLM_SYSTEM, system::of_model(model).map_or(api, LlmSystem::as_str));
    if let Some(model) = model {
        out.push(LLM_MODEL_NAME, model.to_owned());
        out.push(LLM_REQUEST_MODEL_NAME, model.to_owned());
    }
}

/// The model that answered, and whose it is; `api` where its name does not say it.
pub(super) fn write_response_model(model: Option<&str>, api: &'static str, out: &mut Attributes<'_>) {
    write_answering_model(model, api, out);
}

/// As [`write_response_model`], where `api` is known at run time only.
pub(super) fn write_answering_model(model: Option<&str>, api: &str, out: &mut Attributes<'_>) {
    if let Some(model) = model {
        let system = system::of_model(Some(model)).map(LlmSystem::as_str);
        out.push(LLM_SYSTEM, system.map_or_else(|| api.to_owned(), str::to_owned));
        out.push(LLM_MODEL_NAME, model.to_owned());
        out.push(LLM_RESPONSE_MODEL_NAME, model.to_owned());
    }
}

/// Who runs the model, where that is known.
pub(super) fn write_provider(provider: Option<LlmProvider>, out: &mut Attributes<'_>) {
    if let Some(provider) = provider {
        out.push(LLM_PROVIDER, provider.as_str());
    }
}

/// Why the model stopped.
pub(super) fn write_finish_reason(reason: Option<&str>, out: &mut Attributes<'_>) {
    if let Some(reason) = reason {
        out.push(LLM_FINISH_REASON, reason.to_owned());
    }
}
