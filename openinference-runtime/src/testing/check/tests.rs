use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, TraceId};

use super::{Allow, Checker, Rule, SECRET_PATTERNS, Severity};
use crate::config::REDACTED;
use crate::json::Json;
use crate::testing::{EventRecord, SpanRecord, SpanStatus, Trace};

fn span(kind: &str, name: &str, attributes: &[(&str, Json)]) -> SpanRecord {
    let mut record = SpanRecord::new(TraceId::from(1_u128), SpanId::from(1), name);
    record.scope = env!("CARGO_PKG_NAME").to_owned();
    if !kind.is_empty() {
        record.attributes.push(("openinference.span.kind".to_owned(), Json::from(kind)));
    }
    record.attributes.extend(attributes.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    record
}

fn llm(attributes: &[(&str, Json)]) -> SpanRecord {
    let mut all = vec![("llm.system", Json::from("openai")), ("llm.model_name", Json::from("gpt-4o"))];
    all.extend(attributes.iter().cloned());
    span("LLM", "chat", &all)
}

fn chain(attributes: &[(&str, Json)]) -> SpanRecord {
    span("CHAIN", "c", attributes)
}

/// Child and parent, with the parent's id 1 and the child's 2.
fn pair(parent: SpanRecord, child: SpanRecord) -> Vec<SpanRecord> {
    vec![parent, SpanRecord { span_id: SpanId::from(2), parent_span_id: Some(SpanId::from(1)), ..child }]
}

fn at(record: SpanRecord, start: u64, end: u64) -> SpanRecord {
    let time = |second| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(second));
    SpanRecord { start: time(start), end: time(end), ..record }
}

fn event(record: SpanRecord, name: &str, attributes: &[(&str, Json)]) -> SpanRecord {
    let attributes = attributes.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    SpanRecord { events: vec![EventRecord { name: name.to_owned(), time: None, attributes }], ..record }
}

fn failed(record: SpanRecord) -> SpanRecord {
    SpanRecord { status: SpanStatus::Error("late".to_owned()), ..record }
}

fn text(text: &str) -> Json {
    Json::from(text)
}

fn floats(items: &[f64]) -> Json {
    Json::Array(items.iter().copied().map(Json::Float).collect())
}

/// Spans, and what the report says of them: `code message`.
fn cases() -> Vec<(Vec<SpanRecord>, &'static [&'static str])> {
    let json = || text("{}");
    vec![
        // Kinds and names.
        (vec![span("", "s", &[])], &["OI101 the span has no `openinference.span.kind`"]),
        (vec![span("llm", "s", &[])], &["OI102 `llm` is no span kind: did you mean `LLM`?"]),
        (vec![span("UNKNOWN", "s", &[])], &["OI102 `UNKNOWN` is no span kind"]),
        (vec![span("CHAIN", " ", &[])], &["OI103 the span has no name"]),
        (
            vec![span("EMBEDDING", "embed", &[("embedding.model_name", text("m"))])],
            &["OI104 an EMBEDDING span is called `CreateEmbeddings`, not `embed`"],
        ),
        // Keys.
        (
            vec![span("LLM", "chat", &[])],
            &[
                "OI201 `llm.system` is missing: every LLM span has it",
                "OI202 `llm.model_name` is missing: LLM spans say it",
            ],
        ),
        (vec![span("TOOL", "t", &[])], &["OI202 `tool.name` is missing: TOOL spans say it"]),
        (
            vec![span("RETRIEVER", "r", &[])],
            &["OI202 `retrieval.documents` is missing: RETRIEVER spans say it"],
        ),
        (vec![event(failed(span("TOOL", "t", &[])), "cancelled", &[])], &[]),
        (vec![span("RETRIEVER", "r", &[("retrieval.documents.0.document.id", text("1"))])], &[]),
        (
            vec![span(
                "EMBEDDING",
                "CreateEmbeddings",
                &[("embedding.model_name", text("m")), ("llm.system", text("openai"))],
            )],
            &["OI203 an EMBEDDING span has no `llm.system`"],
        ),
        (
            vec![chain(&[
                ("llm.modle_name", text("m")),
                ("llm.x_y_z_w", text("m")),
                ("mine.own", text("m")),
            ])],
            &[
                "OI204 `llm.modle_name` is no key of the conventions: did you mean `llm.model_name`?",
                "OI204 `llm.x_y_z_w` is no key of the conventions, and its namespace is theirs",
            ],
        ),
        (
            vec![chain(&[("message.role", text("user")), ("exception.type", text("E"))])],
            &[
                "OI205 `exception.type` belongs to the event `exception`",
                "OI205 `message.role` belongs to an item: it stands behind the prefix and index of a list",
            ],
        ),
        (
            vec![chain(&[("openinference.project.name", text("p"))])],
            &["OI205 `openinference.project.name` belongs to the resource"],
        ),
        (vec![chain(&[("k", text("1")), ("k", text("2"))])], &["OI206 `k` was written more than once"]),
        (
            vec![chain(&[
                ("retrieval.documents.1.document.id", text("1")),
                ("retrieval.documents.3.document.id", text("3")),
            ])],
            &["OI207 `retrieval.documents` has an item 3 but none of index 0, 2"],
        ),
        (
            vec![chain(&[("retrieval.documents.18446744073709551614.document.id", text("1"))])],
            &[
                "OI207 `retrieval.documents` has an item 18446744073709551614 but none of index 0, 1, 2, 3, 4 and 18446744073709551609 more",
            ],
        ),
        (
            vec![llm(&[("llm.input_messages.0.message.content", text("hi"))])],
            &["OI208 `llm.input_messages.0.message.role` is missing: a message has a role"],
        ),
        (
            vec![llm(&[
                ("llm.output_messages.0.message.role", text("assistant")),
                ("llm.output_messages.0.message.tool_calls.0.tool_call.id", text("c")),
                ("llm.output_messages.0.message.contents.0.message_content.text", text("c")),
            ])],
            &[
                "OI208 `llm.output_messages.0.message.contents.0.message_content.type` is missing: a part of a message has a type",
                "OI208 `llm.output_messages.0.message.tool_calls.0.tool_call.function.name` is missing: a tool call has the name of its function",
            ],
        ),
        (
            vec![chain(&[("annotations.0.annotation.annotator_kind", text("LLM"))])],
            &[
                "OI208 `annotations.0.annotation.name` is missing: feedback has a name",
                "OI208 `annotations.0` has no score, label or explanation",
            ],
        ),
        (
            vec![chain(&[
                ("session.evaluations.0.evaluation.name", text("n")),
                ("session.evaluations.0.evaluation.score", Json::Int(1)),
            ])],
            &["OI209 `session.evaluations` without `session.id` on the span"],
        ),
        // Values.
        (
            vec![llm(&[
                ("llm.token_count.total", text("12")),
                ("llm.cost.total", Json::Int(1)),
                ("tag.tags", text("a")),
                ("session.id", Json::Int(7)),
                ("llm.token_count.prompt_details.text", Json::Float(1.0)),
            ])],
            &[
                "OI301 `llm.cost.total` is an integer, not a float",
                "OI301 `llm.token_count.prompt_details.text` is a float, not an integer",
                "OI301 `llm.token_count.total` is a string, not an integer",
                "OI301 `session.id` is an integer, not a string",
                "OI301 `tag.tags` is a string, not a list of strings",
            ],
        ),
        (
            vec![llm(&[
                ("llm.input_messages", text("[]")),
                ("llm.token_count.prompt_details", Json::Int(1)),
            ])],
            &[
                "OI302 `llm.input_messages` is a list of objects: write `llm.input_messages.0.…`, `llm.input_messages.1.…`",
                "OI302 `llm.token_count.prompt_details` is the beginning of other keys, not a key",
            ],
        ),
        (
            vec![chain(&[
                ("metadata", text("x")),
                ("input.value", text("x")),
                ("input.mime_type", text("application/json")),
            ])],
            &[
                "OI303 `metadata` is no JSON",
                "OI303 `input.value` is no JSON, although `input.mime_type` says so",
            ],
        ),
        (
            vec![llm(&[
                ("llm.output_messages.0.message.role", text("assistant")),
                ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", text("f")),
                ("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", text("{\"a\":")),
            ])],
            &[
                "OI303 `llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments` is no JSON: the model wrote it so",
            ],
        ),
        (
            vec![chain(&[("metadata", text("[1]")), ("llm.invocation_parameters", Json::Bool(true))])],
            &[
                "OI301 `llm.invocation_parameters` is a boolean, not a string that holds JSON",
                "OI304 `metadata` is JSON, but no object",
            ],
        ),
        (
            vec![span(
                "LLM",
                "c",
                &[
                    ("llm.system", text("OpenAI")),
                    ("llm.provider", text("my-own")),
                    ("llm.model_name", text("m")),
                ],
            )],
            &["OI305 `llm.system` is `OpenAI`, which the conventions write `openai`"],
        ),
        (
            vec![chain(&[("output.mime_type", text("json"))])],
            &["OI306 `output.mime_type` is `json`, which is no MIME type"],
        ),
        (vec![chain(&[("input.mime_type", text("text/plain; charset=utf-8"))])], &[]),
        (vec![llm(&[("llm.cost.total", text("NaN"))])], &["OI307 `llm.cost.total` is not finite"]),
        (vec![chain(&[("mine", text("a\0b"))])], &["OI308 `mine` has a NUL character in it"]),
        (
            vec![chain(&[
                ("embedding.embeddings.0.embedding.vector", text(REDACTED)),
                ("metadata", text(REDACTED)),
                ("input.value", text(REDACTED)),
                ("input.mime_type", text("application/json")),
            ])],
            &[],
        ),
        (vec![chain(&[("embedding.embeddings.0.embedding.vector", floats(&[0.5, 1.0]))])], &[]),
        // Numbers.
        (
            vec![llm(&[
                ("llm.token_count.prompt", Json::Int(10)),
                ("llm.token_count.prompt_details.cache_read", Json::Int(11)),
            ])],
            &[
                "OI401 `llm.token_count.prompt_details.cache_read` is 11, more than all of `llm.token_count.prompt`, which is 10",
            ],
        ),
        (
            vec![llm(&[
                ("llm.token_count.prompt", Json::Int(10)),
                ("llm.token_count.prompt_details.audio", Json::Int(6)),
                ("llm.token_count.prompt_details.cache_read", Json::Int(6)),
            ])],
            &[
                "OI401 `llm.token_count.prompt_details.*` are 12 together, more than `llm.token_count.prompt`, which is 10",
            ],
        ),
        (
            vec![llm(&[
                ("llm.token_count.prompt", Json::Int(1)),
                ("llm.token_count.completion", Json::Int(2)),
                ("llm.token_count.total", Json::Int(4)),
            ])],
            &["OI402 `llm.token_count.total` is 4, prompt and completion are 3"],
        ),
        (vec![llm(&[("llm.cost.prompt", Json::Float(-0.5))])], &["OI403 `llm.cost.prompt` is negative"]),
        (
            vec![llm(&[
                ("llm.cost.prompt", Json::Float(0.1)),
                ("llm.cost.completion", Json::Float(0.2)),
                ("llm.cost.total", Json::Float(0.4)),
                ("llm.cost.prompt_details.input", Json::Float(0.15)),
            ])],
            &[
                "OI404 `llm.cost.prompt_details.input` is 0.15, more than all of `llm.cost.prompt`, which is 0.1",
                "OI404 `llm.cost.total` is 0.4, prompt and completion are 0.30000000000000004",
            ],
        ),
        // The tree.
        (
            vec![SpanRecord { parent_span_id: Some(SpanId::from(9)), ..chain(&[]) }],
            &["OI501 the parent 0000000000000009 is not in the trace"],
        ),
        (
            pair(at(chain(&[]), 1, 5), at(chain(&[]), 0, 7)),
            &[
                "OI502 the span ends 2s after its parent `c`",
                "OI503 the span starts 1s before its parent `c`",
            ],
        ),
        (pair(at(chain(&[]), 1, 5), SpanRecord { parent_is_remote: true, ..at(chain(&[]), 0, 7) }), &[]),
        (vec![at(chain(&[]), 5, 1)], &["OI504 the span ends before it starts"]),
        (vec![SpanRecord { end: None, ..at(chain(&[]), 5, 1) }], &["OI505 the span has no end"]),
        (vec![chain(&[]), chain(&[])], &["OI506 span `c`: another span has the same id"]),
        (
            vec![SpanRecord { parent_span_id: Some(SpanId::from(1)), ..chain(&[]) }],
            &["OI507 span `c`: the span is its own ancestor"],
        ),
        (
            vec![SpanRecord { span_id: SpanId::INVALID, ..chain(&[]) }],
            &["OI509 span `c`: the id is all zeros"],
        ),
        // Status.
        (vec![failed(chain(&[]))], &["OI601 status ERROR, but no event `exception` says why"]),
        (vec![event(failed(chain(&[])), "exception", &[("exception.message", text("late"))])], &[]),
        (
            vec![event(failed(chain(&[])), "exception", &[])],
            &["OI602 an event `exception` has neither `exception.type` nor `exception.message`"],
        ),
        // Secrets.
        (
            vec![event(
                chain(&[("mine", text("use ghp_abcdefghijklmnopqrstuvwxyz0123456789"))]),
                "note",
                &[("key", text("postgres://app:hunter2@db/agents"))],
            )],
            &[
                "OI701 `mine` holds what looks like: GitHub token",
                "OI701 `key` holds what looks like: password in a URL",
            ],
        ),
        (
            vec![chain(&[
                ("http.request.header.authorization", text("x")),
                (
                    "input.value",
                    text("{\"user\":{\"api_key\":\"x\",\"password\":\"__REDACTED__\",\"max_tokens\":5}}"),
                ),
            ])],
            &[
                "OI702 `http.request.header.authorization` is called like a secret and has a value",
                "OI702 the field `api_key` in `input.value` is called like a secret and has a value",
            ],
        ),
        // Limits.
        (
            vec![SpanRecord { dropped_attributes: 3, ..chain(&[]) }],
            &["OI802 3 attributes were lost to a limit"],
        ),
        (vec![chain(&[("mine", text(&"x".repeat(5 << 20)))])], &["OI803 the attributes are 5242886 bytes"]),
        // A span that is not of the conventions.
        (
            vec![SpanRecord {
                scope: "http".to_owned(),
                ..failed(span("", "GET", &[("session.id", text("s")), ("http.method", text("GET"))]))
            }],
            &[],
        ),
        (
            vec![SpanRecord { scope: "mine".to_owned(), ..span("", "s", &[("tool.parameters", json())]) }],
            &["OI101 the span has no `openinference.span.kind`"],
        ),
    ]
}

#[test]
fn each_rule_finds_what_it_is_for_and_nothing_else() {
    for (records, expected) in cases() {
        let trace = Trace::from_records(records);
        let report = trace.check();
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.rule.code(), finding.message))
            .collect();
        assert_eq!(found, expected, "{trace:#}");
    }
}

#[test]
fn every_rule_is_tried() {
    let mut tried: BTreeSet<&str> =
        cases().iter().flat_map(|(_, expected)| *expected).map(|expected| &expected[..5]).collect();
    // They need more spans or attributes than a table shows.
    tried.extend(["OI508", "OI801"]);
    let all: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    assert_eq!(tried, all);
}

#[test]
fn a_chain_too_deep_and_a_span_near_its_limit_are_found() {
    let deep = Trace::from_records((1..300).map(|id| SpanRecord {
        span_id: SpanId::from(id),
        parent_span_id: (id > 1).then(|| SpanId::from(id - 1)),
        ..chain(&[])
    }));
    assert_eq!(deep.check().codes(), ["OI508"]);
    let many: Vec<(String, Json)> = (0..120).map(|index| (format!("mine.{index}"), Json::Int(1))).collect();
    let mut record = chain(&[]);
    record.attributes.extend(many);
    let own = Trace::from_records([record.clone()]);
    assert_eq!(own.check().codes(), [] as [&str; 0]);
    assert_eq!(Checker::new().attribute_limit(130).check(&own).codes(), ["OI801"]);
    let foreign = Trace::from_records([SpanRecord { scope: "mine".to_owned(), ..record }]);
    assert_eq!(foreign.check().codes(), ["OI801"]);
}

#[test]
fn codes_and_names_are_unique_and_find_their_rule() {
    for rule in Rule::ALL {
        assert_eq!(rule.code().parse(), Ok(*rule));
        assert_eq!(rule.name().parse(), Ok(*rule));
        assert!(rule.help().ends_with('.') && !rule.summary().ends_with('.'), "{rule}");
    }
    let error = "OI999".parse::<Rule>().map_err(|error| error.to_string());
    assert_eq!(
        error,
        Err("no rule is called `OI999`: rules have codes such as `OI204` and names such as `unknown-key`"
            .to_owned())
    );
}

#[test]
fn findings_can_be_allowed_by_rule_key_and_span() {
    let wrong = &[("llm.x_y", Json::Int(1)), ("llm.vendor.a.b", Json::Int(1))];
    let other = SpanRecord { name: "other".to_owned(), ..chain(wrong) };
    let trace = Trace::from_records(pair(chain(wrong), other));
    let keys = |checker: Checker| -> Vec<String> {
        checker
            .check(&trace)
            .findings
            .iter()
            .filter_map(|found| Some(format!("{} {}", found.span, found.key.as_ref()?)))
            .collect()
    };
    assert_eq!(keys(Checker::new()), ["1 llm.vendor.a.b", "1 llm.x_y", "2 llm.vendor.a.b", "2 llm.x_y"]);
    assert_eq!(keys(Checker::new().allow(Rule::UnknownKey)), [] as [&str; 0]);
    assert_eq!(keys(Checker::new().allow_key(Rule::UnknownKey, "llm.vendor.**")), ["1 llm.x_y", "2 llm.x_y"]);
    assert_eq!(keys(Checker::new().allow_at(Rule::UnknownKey, "other")), ["1 llm.vendor.a.b", "1 llm.x_y"]);
    assert_eq!(keys(Checker::new().allow(Rule::Orphan)).len(), 4);
    let written = "unknown-key: llm.vendor.**".parse::<Allow>();
    assert_eq!(written, Ok(Allow::key(Rule::UnknownKey, "llm.vendor.**")));
    let report = trace.check().allow_key(Rule::UnknownKey, "llm.x_y");
    assert_eq!((report.findings.len(), report.allowed), (2, 2));
    report.allow(Rule::UnknownKey).assert_clean();
}

#[test]
fn a_report_is_read_by_people() {
    let trace = Trace::from_records(pair(
        span("AGENT", "a", &[]),
        failed(llm(&[("llm.token_count.total", text("x"))])),
    ));
    assert_eq!(
        trace.check().to_string(),
        "error[OI301] `llm.token_count.total` is a string, not an integer (span 2: AGENT a > LLM chat)
warning[OI601] status ERROR, but no event `exception` says why (span 2: AGENT a > LLM chat)
2 spans: 1 error, 1 warning
"
    );
    assert!(trace.check().has_errors());
    assert_eq!(trace.check().findings[1].severity, Severity::Warning);
}

#[test]
fn a_name_does_not_steer_the_terminal_that_shows_the_report() {
    let trace = Trace::from_records([span("llm", "\u{1b}[2Jgone\n", &[])]);
    assert!(trace.check().to_string().contains("(span 1: llm \\u{1b}[2Jgone\\n)"), "{}", trace.check());
}

#[test]
fn each_secret_pattern_finds_its_secret_and_no_plain_text() {
    let x = |length: usize| "a1B2".repeat(length)[..length].to_owned();
    let hex = |length: usize| "0a1b".repeat(length)[..length].to_owned();
    let upper = |length: usize| "A2B3".repeat(length)[..length].to_owned();
    let letters = |length: usize| "aBcD".repeat(length)[..length].to_owned();
    let secrets = [
        ("OpenAI API key", format!("sk-proj-{}", x(40))),
        ("OpenAI API key", format!("sk-{}", x(48))),
        ("OpenRouter API key", format!("sk-or-v1-{}", hex(64))),
        ("Anthropic API key", format!("sk-ant-api03-{}", x(80))),
        ("Google API key", format!("AIza{}", x(35))),
        ("Google OAuth token", format!("ya29.{}", x(60))),
        ("AWS access key id", format!("AKIA{}", upper(16))),
        ("Azure storage key", format!("AccountName=a;AccountKey={}==", x(86))),
        ("Azure shared access signature", format!("https://a.example/b?sv=1&sig={}%3D", x(43))),
        ("GitHub token", format!("ghs_{}", x(36))),
        ("GitHub token", format!("github_pat_{}", x(82))),
        ("GitLab token", format!("glpat-{}", x(20))),
        ("Slack token", "xoxb-1234567890-abcdef".to_owned()),
        ("Slack webhook", format!("https://hooks.slack.com/services/T0/B0/{}", x(24))),
        ("Discord webhook", format!("https://discord.com/api/webhooks/123456789012345678/{}", x(68))),
        ("Telegram bot token", format!("123456789:AA{}", x(33))),
        ("Stripe key", format!("sk_live_{}", x(24))),
        ("Stripe webhook secret", format!("whsec_{}", x(32))),
        ("SendGrid API key", format!("SG.{}.{}", x(22), x(43))),
        ("Twilio API key", format!("SK{}", hex(32))),
        ("Mailgun API key", format!("key-{}", hex(32))),
        ("npm token", format!("npm_{}", x(36))),
        ("PyPI token", format!("pypi-AgE{}", x(60))),
        ("crates.io token", format!("cio{}", x(32))),
        ("Docker token", format!("dckr_pat_{}", x(27))),
        ("Hugging Face token", format!("hf_{}", letters(34))),
        ("Groq API key", format!("gsk_{}", x(52))),
        ("xAI API key", format!("xai-{}", x(80))),
        ("Perplexity API key", format!("pplx-{}", x(48))),
        ("Replicate token", format!("r8_{}", x(37))),
        ("LangSmith API key", format!("lsv2_pt_{}_{}", hex(32), hex(10))),
        ("Databricks token", format!("dapi{}", hex(32))),
        ("DigitalOcean token", format!("dop_v1_{}", hex(64))),
        ("Shopify token", format!("shpat_{}", hex(32))),
        ("Linear API key", format!("lin_api_{}", x(40))),
        ("Notion token", format!("ntn_{}", x(46))),
        ("HashiCorp Vault token", format!("hvs.{}", x(24))),
        ("JSON Web Token", format!("eyJ{}.eyJ{}.{}", x(20), x(40), x(43))),
        ("private key", "-----BEGIN RSA PRIVATE KEY-----".to_owned()),
        ("age secret key", format!("AGE-SECRET-KEY-1{}", upper(58))),
        ("authorization header", format!("{{\"Authorization\": \"Basic {}\"}}", x(20))),
        ("bearer token", format!("curl -H 'X: Bearer {}'", x(24))),
        ("password in a URL", "amqp://guest:s3cret@mq:5672/".to_owned()),
    ];
    let scanner = super::secret::Scanner::default();
    for (name, secret) in &secrets {
        assert_eq!(scanner.scan(secret), Some(*name), "{secret}");
    }
    let tried: BTreeSet<&str> = secrets.iter().map(|(name, _)| *name).collect();
    assert_eq!(tried, SECRET_PATTERNS.iter().map(|known| known.name).collect());
    for harmless in [
        "sk-learn-compatible estimators",
        "the task-0123456789012345678901234567 is done",
        "https://example.org/a:b@c",
        "https://user:***@example.org",
        "postgres://app:${PASSWORD}@db",
        "550e8400-e29b-41d4-a716-446655440000",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "Bearer authentication is required here",
        "AKIA is a prefix",
        "-----BEGIN PUBLIC KEY-----",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ] {
        assert_eq!(scanner.scan(harmless), None, "{harmless}");
    }
}

#[test]
fn an_application_adds_patterns_of_its_own() {
    let trace = Trace::from_records([chain(&[("mine", text("badge B-1234"))])]);
    let checker =
        Checker::new().secret_pattern("badge", "B-[0-9]{4}").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(checker.check(&trace).findings[0].message, "`mine` holds what looks like: badge");
    let error = Checker::new().secret_pattern("badge", "(").map(|_| ()).map_err(|error| error.name);
    assert_eq!(error, Err("badge".to_owned()));
}

#[test]
fn the_message_never_shows_the_secret() {
    let secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    let trace = Trace::from_records([chain(&[("mine", text(secret))])]);
    assert!(!trace.check().to_string().contains(secret));
}

#[test]
fn no_finding_repeats_a_secret_wherever_it_stands() {
    let secret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    let mut span =
        chain(&[(secret, text("x")), ("llm.modle_name", text(secret)), ("tag.tags", text(secret))]);
    span.name = format!("look up {secret} > {secret}");
    let report = Trace::from_records([span]).check();
    assert!(report.findings.len() > 2, "{report}");
    assert!(!report.to_string().contains(secret), "{report}");
    assert!(!format!("{:?}", report.findings).contains(secret), "{:?}", report.findings);
}
