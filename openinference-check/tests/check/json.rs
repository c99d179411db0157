//! OTLP as JSON, whole and damaged.

use openinference_runtime::testing::{Checker, Trace, capture_sync};
use openinference_runtime::{semconv::SpanKind, span as make};

use crate::files::{export, findings, outline, problems, read, span};

#[test]
fn lines_of_several_exports_are_one_trace() {
    let text = format!(
        "{}\n{}\n\n",
        export(&[span(2, 1, "CHAIN", "b", "")]),
        export(&[span(1, 0, "AGENT", "a", "")])
    );
    let input = read(text.as_bytes());
    assert_eq!(outline(&input), "AGENT a\n  CHAIN b\n");
    assert_eq!(problems(&input), [] as [&str; 0]);
    assert_eq!(findings(&input), [] as [&str; 0]);
}

#[test]
fn a_finding_names_file_line_and_span() {
    let wrong = span(2, 1, "chain", "b", "");
    let text = format!("{}\n{}\n", export(&[span(1, 0, "AGENT", "a", "")]), export(&[wrong]));
    assert_eq!(
        findings(&read(text.as_bytes())),
        ["t:2: error[OI102] `chain` is no span kind: did you mean `CHAIN`? (span 2: AGENT a > chain b)"]
    );
}

#[test]
fn indented_documents_lists_and_older_forms_are_read() {
    let pretty = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        serde_json::to_string_pretty(&value).expect("it is writable")
    };
    let one = export(&[span(1, 0, "AGENT", "a", "")]);
    assert_eq!(outline(&read(pretty(&one).as_bytes())), "AGENT a\n");
    assert_eq!(outline(&read(format!("[{one}]").as_bytes())), "AGENT a\n");
    let older = one
        .replace("scopeSpans", "instrumentationLibrarySpans")
        .replace("\"scope\"", "\"instrumentationLibrary\"");
    let input = read(older.as_bytes());
    assert_eq!((outline(&input).as_str(), input.spans[0].scope.as_str()), ("AGENT a\n", "mine"));
    let snake = one
        .replace("resourceSpans", "resource_spans")
        .replace("scopeSpans", "scope_spans")
        .replace("traceId", "trace_id")
        .replace("spanId", "span_id")
        .replace("stringValue", "string_value")
        .replace("UnixNano", "_unix_nano")
        .replace("Time_unix", "_time_unix")
        .replace("\"kind\":1", "\"kind\":\"SPAN_KIND_CLIENT\",\"links\":null,\"parent_span_id\":null");
    let input = read(snake.as_bytes());
    assert_eq!((outline(&input).as_str(), problems(&input)), ("AGENT a\n", vec![]));
    assert!(input.spans[0].start.is_some() && input.spans[0].end.is_some());
    let answer = format!(r#"{{"data":[{}],"next_cursor":null}}"#, span(1, 0, "AGENT", "a", ""));
    assert_eq!(outline(&read(answer.as_bytes())), "AGENT a\n");
}

#[test]
fn every_form_of_a_value_keeps_its_type() {
    let values = r#"[
        {"key":"a","value":{"stringValue":"x"}}, {"key":"b","value":{"boolValue":true}},
        {"key":"c","value":{"intValue":"7"}}, {"key":"d","value":{"intValue":8}},
        {"key":"e","value":{"doubleValue":1}}, {"key":"f","value":{"doubleValue":"NaN"}},
        {"key":"g","value":{"arrayValue":{"values":[{"stringValue":"y"}]}}},
        {"key":"h","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}},
        {"key":"i","value":{"bytesValue":"AAE="}}, {"key":"j","value":{}},
        {"key":"k","value":{"stringValue":null,"intValue":"9"}}
    ]"#;
    let text = format!(
        r#"{{"spanId":"0000000000000001","traceId":"00000000000000000000000000000001","name":"s","attributes":{values}}}"#
    );
    let input = read(text.as_bytes());
    let attributes: Vec<String> =
        input.spans[0].attributes.iter().map(|(key, value)| format!("{key}={}", value.write(100))).collect();
    assert_eq!(
        attributes,
        [
            "a=\"x\"",
            "b=true",
            "c=7",
            "d=8",
            "e=1.0",
            "f=\"NaN\"",
            "g=[\"y\"]",
            "h={\"k\":1}",
            "i={\"bytes\":\"AAE=\"}",
            "j=null",
            "k=9"
        ]
    );
    assert_eq!(problems(&input), [] as [&str; 0]);
}

#[test]
fn a_cut_line_is_named_and_the_rest_is_checked() {
    let good = export(&[span(1, 0, "AGENT", "a", "")]);
    let cut = &export(&[span(2, 1, "CHAIN", "b", "")])[..200];
    let other = export(&[span(3, 1, "CHAIN", "c", "")]);
    let input = read(format!("{good}\n{cut}\n{other}\n").as_bytes());
    assert_eq!(outline(&input), "AGENT a\n  CHAIN c\n");
    assert_eq!(problems(&input), ["t:2: it is cut: EOF while parsing a string at line 1 column 200"]);
    let input = read(format!("{good}\n{cut}").as_bytes());
    assert_eq!(problems(&input), ["t:2: it is cut: EOF while parsing a string at line 1 column 200"]);
    let input = read(format!("{{\"a\": x}}\n{good}").as_bytes());
    assert_eq!(problems(&input), ["t:1: it is damaged: expected value at line 1 column 7"]);
    assert_eq!(outline(&input), "AGENT a\n");
}

#[test]
fn what_is_wrong_with_a_span_is_named_and_the_rest_of_it_is_checked() {
    let cases = [
        (
            span(1, 0, "LLM", "s", "").replace(&format!("{:032x}", 7), "xyz"),
            "span `s` 0000000000000001: `traceId` is `xyz`, not 32 hexadecimal digits",
        ),
        (
            span(1, 0, "LLM", "s", "").replace("\"spanId\":\"0000000000000001\",", ""),
            "span `s`: `spanId` is missing",
        ),
        (span(1, 0, "LLM", "s", "").replace("\"0000000000000001\"", "1"), "span `s`: `spanId` is no text"),
        (
            span(1, 2, "LLM", "s", "").replace("0000000000000002", "2"),
            "span `s` 0000000000000001: `parentSpanId` is `2`, not 16 hexadecimal digits",
        ),
        (
            span(1, 0, "LLM", "s", "").replace("\"1001\"", "\"soon\""),
            "span `s` 0000000000000001: `startTimeUnixNano` is no number of nanoseconds",
        ),
        (
            span(1, 0, "LLM", "s", "").replace("\"kind\":1", "\"kind\":9"),
            "span `s` 0000000000000001: `kind` is `9`, which is no kind of a span",
        ),
        (
            span(1, 0, "LLM", "s", ",\"status\":{\"code\":7}"),
            "span `s` 0000000000000001: `status.code` is `7`, which is no status",
        ),
        (
            span(1, 0, "LLM", "s", "").replace("[{\"key\":\"open", "[{\"value\":{}},{\"key\":\"open"),
            "span `s` 0000000000000001: an attribute has no `key`",
        ),
        (
            span(1, 0, "LLM", "s", "")
                .replace("[{\"key\":\"open", "[{\"key\":\"k\",\"value\":{\"mapValue\":{}}},{\"key\":\"open"),
            "span `s` 0000000000000001: the value of `k` has a form that OTLP does not have",
        ),
    ];
    for (wrong, expected) in cases {
        let input = read(export(&[wrong]).as_bytes());
        assert_eq!(problems(&input), [format!("t:1: {expected}")]);
        let found = findings(&input);
        assert!(found.iter().any(|finding| finding.contains("OI201")), "{found:?}");
    }
}

#[test]
fn what_is_no_trace_is_named() {
    for (text, expected) in [
        ("", "t: the file is empty"),
        (" \n", "t: the file is empty"),
        (
            r#"{"spanSets":[]}"#,
            "t:1: no OTLP traces: there is no `resourceSpans` among [\"spanSets\"]; another format, or an unknown version of it",
        ),
        (
            "{}\n{\"a\":1}",
            "t:2: no OTLP traces: there is no `resourceSpans` among [\"a\"]; another format, or an unknown version of it",
        ),
        ("\u{1f}\u{8b}", "t@0: no OTLP: neither JSON nor protobuf of traces"),
        ("plain text\n", "t@0: no OTLP traces: another format, or an unknown version of it"),
    ] {
        let input = read(text.as_bytes());
        assert_eq!(problems(&input), [expected], "{text}");
    }
    let logs = read(br#"{"resourceLogs":[]}"#);
    assert_eq!((problems(&logs), logs.skipped), (vec![], 1));
}

#[test]
fn ids_that_do_not_make_a_tree_are_found() {
    let twice = [span(1, 0, "AGENT", "a", ""), span(1, 0, "CHAIN", "b", "")];
    assert_eq!(
        findings(&read(export(&twice).as_bytes())),
        ["t:1: error[OI506] span `b`: another span has the same id"]
    );
    let cycle = [span(1, 2, "AGENT", "a", ""), span(2, 1, "CHAIN", "b", "")];
    assert_eq!(
        findings(&read(export(&cycle).as_bytes())),
        ["t:1: error[OI507] span `a`: the span is its own ancestor"]
    );
    let orphan = [span(1, 9, "AGENT", "a", "")];
    assert_eq!(
        findings(&read(export(&orphan).as_bytes())),
        ["t:1: error[OI501] the parent 0000000000000009 is not in the trace (span 1: AGENT a)"]
    );
    let remote = [span(1, 9, "AGENT", "a", ",\"flags\":769")];
    assert_eq!(findings(&read(export(&remote).as_bytes())), [] as [&str; 0]);
}

#[test]
fn traces_that_the_testing_kit_saved_are_read_too() {
    let (_, trace): (_, Trace) = capture_sync(|| make(SpanKind::Llm, "chat").in_scope(|| ()));
    let mut lines = Vec::new();
    trace.write_lines(&mut lines).expect("a vector takes everything");
    let input = read(&lines);
    assert_eq!((input.traces.len(), problems(&input)), (1, vec![]));
    assert_eq!(input.traces[0].outline(), "LLM chat\n");
    let whole = lines.clone();
    lines.truncate(lines.len() - 5);
    let input = read(&lines);
    assert!(problems(&input)[0].starts_with("t:2: EOF"), "{:?}", problems(&input));
    let input = read(&[&lines[..], b"\n", &whole[..]].concat());
    assert_eq!(problems(&input).len(), 1, "{:?}", problems(&input));
    let checked: Vec<_> = input.traces.iter().map(|trace| Checker::new().check(trace).spans).collect();
    assert_eq!(checked, [0, 1], "what stands behind the damage is checked");
}
