//! Keys of attributes that the user names: of the conventions, outside of them, or a mistake.

use openinference_semconv::{Place, ValueType, attributes, lookup};

/// What a key may hold. `Ok(None)`: it is the application's own, and may hold anything.
///
/// # Errors
/// Why no attribute of a span can have this key, and what to write instead.
pub(crate) fn value_type(key: &str) -> Result<Option<ValueType>, String> {
    if key.is_empty() {
        return Err("an attribute needs a key".to_owned());
    }
    if key.trim() != key {
        return Err(format!("a key has no spaces around it: write `\"{}\"`", key.trim()));
    }
    let Some(row) = lookup::attribute(key) else {
        return unlisted(key);
    };
    if row.key == attributes::OPENINFERENCE_SPAN_KIND {
        return Err("the macro says the kind of the span: use the macro of another kind".to_owned());
    }
    match row.place {
        Place::Item if row.key == key => {
            return Err(format!(
                "`{key}` stands behind the list or object that it belongs to{}",
                example(key).map(|example| format!(", as in `{example}`")).unwrap_or_default()
            ));
        }
        Place::Event => {
            return Err(format!("`{key}` stands on the event that an error or a panic leaves by itself"));
        }
        Place::Resource => {
            return Err(format!("`{key}` stands on the resource: give it to `init()`'s builder"));
        }
        _ => {}
    }
    match row.value_type {
        ValueType::ObjectList => {
            Err(format!("`{key}` is a list of objects: write the keys of its items, `{key}.0.` and so on"))
        }
        ValueType::Object => {
            Err(format!("`{key}` is an object: write the keys of its parts, which begin with `{key}.`"))
        }
        ValueType::Prefix => Err(format!("`{key}` holds no value: other keys begin with `{key}.`")),
        value_type => Ok(Some(value_type)),
    }
}

/// A key that is in no row.
fn unlisted(key: &str) -> Result<Option<ValueType>, String> {
    if let Some(value_type) = lookup::open_detail(key) {
        return Ok(Some(value_type));
    }
    if !lookup::is_reserved(key) {
        return Ok(None);
    }
    let namespace = key.split('.').next().unwrap_or(key);
    Err(match lookup::correction(key) {
        Some(meant) => {
            format!("`{key}` is no attribute of the OpenInference conventions; did you mean `{meant}`?")
        }
        None => format!(
            "`{key}` is no attribute of the OpenInference conventions, and no other key may begin with `{namespace}.`: \
             choose a namespace of your own"
        ),
    })
}

/// Where a key of an item stands, by example.
fn example(key: &str) -> Option<String> {
    let (namespace, _) = key.split_once('.')?;
    let prefix = match namespace {
        "message" => attributes::LLM_INPUT_MESSAGES,
        "document" => attributes::RETRIEVAL_DOCUMENTS,
        "embedding" => attributes::EMBEDDING_EMBEDDINGS,
        "annotation" => attributes::ANNOTATIONS,
        "evaluation" => attributes::EVALUATIONS,
        "image" => attributes::INPUT_IMAGES,
        "prompt" => attributes::LLM_PROMPTS,
        "completion" => attributes::LLM_CHOICES,
        _ => return None,
    };
    Some(format!("{prefix}.0.{key}"))
}
