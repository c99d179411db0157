//! Token counts, whatever they are called.

use crate::json::JsonRef;
use crate::value::TokenCount;

const PROMPT: &[&str] = &[
    "prompt",
    "input",
    "prompttokens",
    "inputtokens",
    "prompttokencount",
    "inputtokencount",
    "promptevalcount",
];
const COMPLETION: &[&str] = &[
    "completion",
    "output",
    "completiontokens",
    "outputtokens",
    "candidatestokencount",
    "outputtokencount",
    "evalcount",
];
const TOTAL: &[&str] = &["total", "totaltokens", "totaltokencount"];
const CACHE_READ: &[&str] = &[
    "cacheread",
    "cachereadtokens",
    "cachedtokens",
    "cachedinputtokens",
    "cachedcontenttokencount",
    "prompttokenscached",
];
const CACHE_WRITE: &[&str] =
    &["cachewrite", "cachewritetokens", "cachecreationtokens", "cachewriteinputtokens"];
const REASONING: &[&str] = &["reasoning", "reasoningtokens", "thoughtstokencount"];
const AUDIO: &[&str] = &["audio", "audiotokens"];
/// Anthropic's: its input is what was neither read from the cache nor written to it.
const CACHE_READ_BESIDE: &[&str] = &["cachereadinputtokens"];
const CACHE_WRITE_BESIDE: &[&str] = &["cachecreationinputtokens"];
const PROMPT_DETAILS: &[&str] = &["promptdetails", "prompttokensdetails", "inputtokensdetails"];
const COMPLETION_DETAILS: &[&str] = &["completiondetails", "completiontokensdetails", "outputtokensdetails"];

/// The counts that an object holds, in the spelling of any provider.
pub(super) fn token_count(usage: JsonRef<'_>) -> TokenCount {
    let count = |names: &[&str]| count(usage, names);
    let detail = |holders: &[&str], names: &[&str]| {
        field(usage, holders).and_then(|details| self::count(details, names))
    };
    let beside = (count(CACHE_READ_BESIDE), count(CACHE_WRITE_BESIDE));
    let cached = beside.0.unwrap_or_default().saturating_add(beside.1.unwrap_or_default());
    // `rig` keeps the second name, but counts what it names as a part; its total says so.
    let sum =
        count(PROMPT).zip(count(COMPLETION)).and_then(|(prompt, completion)| prompt.checked_add(completion));
    let is_part = count(TOTAL).is_some() && count(TOTAL) == sum;
    let cached = if is_part { 0 } else { cached };
    TokenCount {
        prompt: count(PROMPT).map(|prompt| prompt.saturating_add(cached)),
        completion: count(COMPLETION),
        total: count(TOTAL),
        cache_read: beside.0.or_else(|| count(CACHE_READ)).or_else(|| detail(PROMPT_DETAILS, CACHE_READ)),
        cache_write: beside.1.or_else(|| count(CACHE_WRITE)).or_else(|| detail(PROMPT_DETAILS, CACHE_WRITE)),
        prompt_audio: detail(PROMPT_DETAILS, AUDIO),
        reasoning: count(REASONING).or_else(|| detail(COMPLETION_DETAILS, REASONING)),
        completion_audio: detail(COMPLETION_DETAILS, AUDIO),
    }
}

fn count(holder: JsonRef<'_>, names: &[&str]) -> Option<u64> {
    u64::try_from(field(holder, names)?.as_i64()?).ok()
}

/// The first field that is called so in letters alone: `inputTokens` and `input_tokens` are one name.
fn field<'a>(holder: JsonRef<'a>, names: &[&str]) -> Option<JsonRef<'a>> {
    let fields = holder.as_object()?;
    names.iter().find_map(|name| {
        let called = |field: &str| {
            let letters =
                field.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
            letters.eq(name.bytes())
        };
        fields.iter().find(|(field, value)| called(field) && !value.is_null()).map(|(_, value)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn counts(json: &str) -> TokenCount {
        token_count(Json::parse(json).unwrap().view())
    }

    #[test]
    fn every_spelling_is_understood() {
        let expected = TokenCount::new(20, 7);
        for spelling in [
            r#"{"prompt_tokens":20,"completion_tokens":7}"#,
            r#"{"input_tokens":20,"output_tokens":7,"total_tokens":null}"#,
            r#"{"inputTokens":20,"outputTokens":7}"#,
            r#"{"promptTokenCount":20,"candidatesTokenCount":7}"#,
            r#"{"prompt_eval_count":20,"eval_count":7}"#,
            r#"{"prompt":20,"completion":7}"#,
        ] {
            assert_eq!(counts(spelling), expected, "{spelling}");
        }
    }

    #[test]
    fn details_are_parts_of_the_whole() {
        let openai = r#"{"prompt_tokens":20,"completion_tokens":7,"total_tokens":27,
            "prompt_tokens_details":{"cached_tokens":16,"audio_tokens":1},"completion_tokens_details":{"reasoning_tokens":5}}"#;
        let expected = TokenCount::new(20, 7).total(27).cache_read(16).prompt_audio(1).reasoning(5);
        assert_eq!(counts(openai), expected);
    }

    #[test]
    fn what_anthropic_counts_beside_the_input_is_a_part_of_it() {
        let anthropic = r#"{"input_tokens":4,"cache_read_input_tokens":10,"cache_creation_input_tokens":6,"output_tokens":7}"#;
        assert_eq!(counts(anthropic), TokenCount::new(20, 7).cache_read(10).cache_write(6));
    }

    #[test]
    fn a_total_that_has_room_for_nothing_else_makes_it_a_part_as_well() {
        let rig = r#"{"input_tokens":20,"output_tokens":7,"total_tokens":27,"cached_input_tokens":10,"cache_creation_input_tokens":6}"#;
        assert_eq!(counts(rig), TokenCount::new(20, 7).total(27).cache_read(10).cache_write(6));
    }

    #[test]
    fn what_is_no_count_is_left_out() {
        assert_eq!(counts(r#"{"prompt_tokens":-1,"completion_tokens":"7","cost":3}"#), TokenCount::default());
        assert_eq!(counts("[1]"), TokenCount::default());
    }
}
