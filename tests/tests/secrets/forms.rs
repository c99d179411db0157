//! Texts in which a secret stands beside its name.

/// One of them.
pub(crate) struct Form {
    pub(crate) what: &'static str,
    /// Of a name and a value.
    pub(crate) text: fn(&str, &str) -> String,
}

const fn form(what: &'static str, text: fn(&str, &str) -> String) -> Form {
    Form { what, text }
}

fn json(name: &str, value: &str) -> String {
    serde_json::json!({ "user": "bob", name: value, "n": 1 }).to_string()
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[derive(Debug)]
#[expect(dead_code, reason = "shown by `Debug`")]
struct Body {
    status: u16,
    body: String,
}

/// Every form.
pub(crate) const FORMS: &[Form] = &[
    form("JSON", json),
    form("JSON with spaces", |name, value| format!("  {{\n  {} : \"{value}\" ,\n \"n\": 1 }}", quoted(name))),
    form("JSON list", |name, value| format!("[1, {}]", json(name, value))),
    form("JSON value of an object", |name, value| {
        format!(r#"{{{}:{{"raw":"{value}","more":[1,"{value}"]}},"n":1}}"#, quoted(name))
    }),
    form("JSON in JSON", |name, value| format!(r#"{{"arguments":{}}}"#, quoted(&json(name, value)))),
    form("JSON in JSON in JSON", |name, value| {
        format!(r#"{{"a":{}}}"#, quoted(&format!(r#"{{"b":{}}}"#, quoted(&json(name, value)))))
    }),
    form("JSON as a JSON string", |name, value| quoted(&json(name, value))),
    form("JSON that is cut", |name, value| {
        let text = format!(r#"{{"n":1,{}:"{value}","content":"and so on"#, quoted(name));
        text
    }),
    form("JSON that ends in the value", |name, value| format!(r#"{{"n":1,{}:"{value}"#, quoted(name))),
    form("JSON with a trailing comma", |name, value| format!(r#"{{"n":1,{}:"{value}",}}"#, quoted(name))),
    form("JSON in a cut JSON string", |name, value| {
        let text = quoted(&json(name, value));
        format!(r#"{{"arguments":{text},"x"#)
    }),
    form("JSON lines", |name, value| format!("{{\"n\":1}}\n{}\n{{\"n\":2}}", json(name, value))),
    form("server-sent events", |name, value| {
        format!("event: delta\ndata: {}\n\ndata: [DONE]\n", json(name, value))
    }),
    form("JSON in prose", |name, value| format!("request failed: {} (status 401)", json(name, value))),
    form("JSON in a code block", |name, value| format!("Here:\n```json\n{}\n```\n", json(name, value))),
    form("Debug of a body", |name, value| format!("{:?}", Body { status: 401, body: json(name, value) })),
    form("name and value", |name, value| format!(r#"[{{"name":{},"value":"{value}"}}]"#, quoted(name))),
    form("value and name", |name, value| format!(r#"{{"value":"{value}","name":{}}}"#, quoted(name))),
    form("key and value", |name, value| format!(r#"{{"h":{{"Key":{},"Value":["{value}"]}}}}"#, quoted(name))),
    form("OTLP attribute", |name, value| {
        format!(r#"{{"attributes":[{{"key":{},"value":{{"stringValue":"{value}"}}}}]}}"#, quoted(name))
    }),
    form("pair", |name, value| format!(r#"[{},"{value}"]"#, quoted(name))),
    form("pairs", |name, value| format!(r#"{{"headers":[["accept","*/*"],[{},"{value}"]]}}"#, quoted(name))),
    form("header list", |name, value| format!(r#"{{"headers":["accept: */*","{name}: {value}"]}}"#)),
    form("header line", |name, value| format!("GET / HTTP/1.1\r\nHost: x\r\n{name}: {value}\r\n\r\n")),
    form("header line with a scheme", |name, value| format!("Host: x\n{name}: Bearer {value}\nAccept: */*")),
    form("curl", |name, value| format!("curl -s -H '{name}: {value}' https://api.example.com/v1")),
    form("KEY=VALUE", |name, value| format!("HOST=x\n{name}={value}\nPORT=1\n")),
    form("export KEY=\"VALUE\"", |name, value| format!("export {name}=\"a b {value}\"\n")),
    form("KEY = VALUE", |name, value| format!("[section]\n{name} = {value}\n")),
    form("TOML", |name, value| format!("[section]\n{name} = \"a {value}\"\nport = 1\n")),
    form("YAML", |name, value| format!("db:\n  host: x\n  {name}: {value}\n  port: 1\n")),
    form("query", |name, value| format!("GET https://api.example.com/v1?q=1&{name}={value}&n=2 failed")),
    form("form", |name, value| format!("grant_type=x&{name}={value}")),
    form("user info", |_, value| format!("cannot connect to postgres://app:{value}@db:5432/app: refused")),
    form("connection string", |name, value| format!("Server=x;{name}={value};Timeout=3")),
    form("Debug of a struct", |name, value| {
        let name = name.replace('-', "_");
        format!("Config {{ host: \"x\", {name}: Some(\"{value}\"), n: 1 }}")
    }),
    form("Debug of a struct with a text", |name, value| {
        let name = name.replace('-', "_");
        format!("Config {{ {name}: abc, {value}, n: 1 }}")
    }),
    form("Debug of a map", |name, value| format!(r#"{{"host": "x", "{name}": "a, {value}"}}"#)),
    form("Debug of a list of pairs", |name, value| format!(r#"[("host", "x"), ("{name}", "{value}")]"#)),
    form("Python", |name, value| format!("{{'host': 'x', '{name}': '{value}', 'n': None}}")),
    form("YAML of name and value", |name, value| format!("env:\n- name: {name}\n  value: {value}\n")),
];
